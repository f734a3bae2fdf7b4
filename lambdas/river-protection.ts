import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'
import { riverProtection } from '#scenarios/river-protection/scenario.ts'

export const handler = detectionHandler(riverProtection, awsServices(), { logger, metrics })
