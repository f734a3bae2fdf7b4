import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { sweepHandler } from '#lambdas/middleware/stream-handlers.ts'

export const handler = sweepHandler(awsServices(), { logger, metrics })
