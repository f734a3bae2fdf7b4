import { logger, metrics } from '#adapters/aws/system.ts'
import { apiHandler } from '#lambdas/middleware/api-handler.ts'
import { awsServices } from '#lambdas/services.ts'

export const handler = apiHandler(awsServices(), { logger, metrics })
