import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { fishingBan } from '#scenarios/fishing-ban/scenario.ts'

export const handler = detectionHandler(fishingBan, detectionServices([fishingBan]))
