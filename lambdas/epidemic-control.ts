import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'

export const handler = detectionHandler(epidemicControl, awsServices(), { logger, metrics })
