import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'
import { deviceHealth } from '#scenarios/device-health/scenario.ts'

export const handler = detectionHandler(deviceHealth, awsServices(), { logger, metrics })
