import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { smartCommunity } from '#lambdas/scenarios/smart-community/scenario.ts'

export const handler = detectionHandler(smartCommunity, awsServices(), { logger, metrics })
