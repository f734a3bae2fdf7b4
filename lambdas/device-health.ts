import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { deviceHealth } from '#scenarios/device-health/scenario.ts'

export const handler = detectionHandler(deviceHealth, detectionServices([deviceHealth]))
