import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'
import { smartCommunity } from '#scenarios/smart-community/scenario.ts'

export const handler = detectionHandler(smartCommunity, awsServices(), { logger, metrics })
