import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { riverProtection } from '#scenarios/river-protection/scenario.ts'

export const handler = detectionHandler(riverProtection, detectionServices([riverProtection]))
