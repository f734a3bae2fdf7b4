import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { relayHandler } from '#lambdas/middleware/stream-handlers.ts'

export const handler = relayHandler(awsServices(), { logger, metrics })
