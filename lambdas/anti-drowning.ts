import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { antiDrowning } from '#scenarios/anti-drowning/scenario.ts'

export const handler = detectionHandler(antiDrowning, detectionServices([antiDrowning]))
