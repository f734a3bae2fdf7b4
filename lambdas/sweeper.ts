import { logger, metrics } from '#adapters/aws/system.ts'
import { sweepHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'

export const handler = sweepHandler(awsServices(), { logger, metrics })
