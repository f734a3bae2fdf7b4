import { logger, metrics } from '#adapters/aws/system.ts'
import { timerHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'

export const handler = timerHandler(awsServices(), { logger, metrics })
