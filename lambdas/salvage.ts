import { failedBatchSchema, kinesisClient, readFailedBatch } from '#adapters/aws/failed-batch.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { salvageHandler } from '#lambdas/middleware/stream-handlers.ts'
import { awsServices } from '#lambdas/services.ts'

const kinesis = kinesisClient()

export const handler = salvageHandler(awsServices(), (message) => readFailedBatch(kinesis, failedBatchSchema.parse(JSON.parse(message))), {
  logger,
  metrics,
})
