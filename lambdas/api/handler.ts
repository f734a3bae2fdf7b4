import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { apiHandler } from '#lambdas/middleware/api-handler.ts'

export const handler = apiHandler(awsServices(), { logger, metrics })
