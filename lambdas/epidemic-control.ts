import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'

export const handler = detectionHandler(epidemicControl, detectionServices([epidemicControl]))
