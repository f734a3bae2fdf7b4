import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'
import { forestFire } from '#scenarios/forest-fire/scenario.ts'

export const handler = detectionHandler(forestFire, awsServices(), { logger, metrics })
