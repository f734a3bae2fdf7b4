import { KinesisClient } from '@aws-sdk/client-kinesis'
import { failedBatchSchema, readFailedBatch } from '#adapters/aws/failed-batch.ts'
import { salvageHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { scenarios } from '#scenarios/index.ts'

const kinesis = new KinesisClient({})

export const handler = salvageHandler(detectionServices(scenarios), (message) =>
  readFailedBatch(kinesis, failedBatchSchema.parse(JSON.parse(message))),
)
