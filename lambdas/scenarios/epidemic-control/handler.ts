import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { epidemicControl } from '#lambdas/scenarios/epidemic-control/scenario.ts'

export const handler = detectionHandler(epidemicControl, awsServices(), { logger, metrics })
