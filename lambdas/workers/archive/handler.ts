import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { archiveHandler } from '#lambdas/middleware/stream-handlers.ts'

export const handler = archiveHandler(awsServices(), { logger, metrics })
