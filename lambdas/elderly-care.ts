import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'
import { elderlyCare } from '#scenarios/elderly-care/scenario.ts'

export const handler = detectionHandler(elderlyCare, awsServices(), { logger, metrics })
