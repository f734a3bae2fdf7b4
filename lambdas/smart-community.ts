import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { smartCommunity } from '#scenarios/smart-community/scenario.ts'

export const handler = detectionHandler(smartCommunity, detectionServices([smartCommunity]))
