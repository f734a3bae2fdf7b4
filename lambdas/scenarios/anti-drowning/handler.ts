import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { antiDrowning } from '#lambdas/scenarios/anti-drowning/scenario.ts'

export const handler = detectionHandler(antiDrowning, awsServices(), { logger, metrics })
