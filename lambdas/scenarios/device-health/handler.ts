import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { deviceHealth } from '#lambdas/scenarios/device-health/scenario.ts'

export const handler = detectionHandler(deviceHealth, awsServices(), { logger, metrics })
