import { sweepHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { scenarios } from '#scenarios/index.ts'

export const handler = sweepHandler(detectionServices(scenarios))
