import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { riverProtection } from '#lambdas/scenarios/river-protection/scenario.ts'

export const handler = detectionHandler(riverProtection, awsServices(), { logger, metrics })
