import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { elderlyCare } from '#scenarios/elderly-care/scenario.ts'

export const handler = detectionHandler(elderlyCare, detectionServices([elderlyCare]))
