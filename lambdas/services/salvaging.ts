import type { Clock, Rng, Stream, StreamRecord } from '#domain/ports.ts'
import { required } from '#lambdas/services/environment.ts'
import { once } from '#lambdas/services/on-demand.ts'
import type { Undelivered } from '#pipeline/undelivered.ts'

/** The stream, to put into it and to read a failed batch back. Kinesis's client is loaded with the first message that needs it. */
export function streamOnDemand(clock: Clock, rng: Rng): { stream: Stream; readFailedBatch(message: unknown): Promise<StreamRecord[]> } {
  const name = required('STREAM_NAME')
  const load = once(async () => {
    const [{ KinesisClient }, { KinesisStream }, { failedBatchSchema, readFailedBatch }] = await Promise.all([
      import('@aws-sdk/client-kinesis'),
      import('#adapters/aws/stream.ts'),
      import('#adapters/aws/failed-batch.ts'),
    ])
    const client = new KinesisClient({})
    return {
      stream: new KinesisStream(client, name, clock, rng),
      read: (message: unknown) => readFailedBatch(client, failedBatchSchema.parse(message)),
    }
  })
  return {
    stream: { append: async (envelopes) => (await load()).stream.append(envelopes) },
    readFailedBatch: async (message) => (await load()).read(message),
  }
}

/** What rules could not deliver. S3's client is loaded with the first of it, which most days do not see. */
export function ruleErrorsOnDemand(): (keys: readonly string[]) => Promise<Undelivered[]> {
  const bucket = required('ARCHIVE_BUCKET')
  const load = once(async () => {
    const [{ S3Client }, { readRuleErrors }] = await Promise.all([import('@aws-sdk/client-s3'), import('#adapters/aws/rule-errors.ts')])
    const client = new S3Client({})
    return (keys: readonly string[]) => readRuleErrors(client, bucket, keys)
  })
  return async (keys) => (await load())(keys)
}
