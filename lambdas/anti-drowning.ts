import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'
import { antiDrowning } from '#scenarios/anti-drowning/scenario.ts'

export const handler = detectionHandler(antiDrowning, awsServices(), { logger, metrics })
