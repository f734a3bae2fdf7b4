import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { fishingBan } from '#lambdas/scenarios/fishing-ban/scenario.ts'

export const handler = detectionHandler(fishingBan, awsServices(), { logger, metrics })
