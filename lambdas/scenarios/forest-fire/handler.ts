import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { forestFire } from '#lambdas/scenarios/forest-fire/scenario.ts'

export const handler = detectionHandler(forestFire, awsServices(), { logger, metrics })
