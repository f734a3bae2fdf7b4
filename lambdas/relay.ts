import { logger, metrics } from '#adapters/aws/system.ts'
import { relayHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'

export const handler = relayHandler(awsServices(), { logger, metrics })
