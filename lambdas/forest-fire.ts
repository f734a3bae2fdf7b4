import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { forestFire } from '#scenarios/forest-fire/scenario.ts'

export const handler = detectionHandler(forestFire, detectionServices([forestFire]))
