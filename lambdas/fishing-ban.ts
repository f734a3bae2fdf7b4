import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'
import { fishingBan } from '#scenarios/fishing-ban/scenario.ts'

export const handler = detectionHandler(fishingBan, awsServices(), { logger, metrics })
