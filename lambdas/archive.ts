import { logger, metrics } from '#adapters/aws/system.ts'
import { archiveHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'

export const handler = archiveHandler(awsServices(), { logger, metrics })
