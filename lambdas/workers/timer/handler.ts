import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { timerHandler } from '#lambdas/middleware/stream-handlers.ts'

export const handler = timerHandler(awsServices(), { logger, metrics })
