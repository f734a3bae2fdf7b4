import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { elderlyCare } from '#lambdas/scenarios/elderly-care/scenario.ts'

export const handler = detectionHandler(elderlyCare, awsServices(), { logger, metrics })
