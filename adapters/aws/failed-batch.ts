import { GetRecordsCommand, GetShardIteratorCommand, type KinesisClient } from '@aws-sdk/client-kinesis'
import * as z from 'zod'
import { decodeEnvelope } from '#domain/observation/envelope.ts'
import type { StreamRecord } from '#domain/ports.ts'

/** What Lambda writes to an on-failure queue: where the records stand, not the records (AWS: "Kinesis on-failure destination"). */
export const failedBatchSchema = z.looseObject({
  KinesisBatchInfo: z.looseObject({
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
    streamArn: z.string(),
  }),
})
export type FailedBatch = z.infer<typeof failedBatchSchema>

/** Reads a failed batch back from the stream, before it expires there. */
export async function readFailedBatch(client: KinesisClient, { KinesisBatchInfo: batch }: FailedBatch): Promise<StreamRecord[]> {
  const last = BigInt(batch.endSequenceNumber)
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamARN: batch.streamArn,
      ShardId: batch.shardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      StartingSequenceNumber: batch.startSequenceNumber,
    }),
  )
  const records: StreamRecord[] = []
  for (let iterator = ShardIterator; iterator; ) {
    const answer = await client.send(new GetRecordsCommand({ ShardIterator: iterator, StreamARN: batch.streamArn }))
    for (const { SequenceNumber = '', Data } of answer.Records ?? []) {
      if (BigInt(SequenceNumber) > last) return records
      if (Data) records.push({ sequence: SequenceNumber, envelope: decodeEnvelope(Data) })
    }
    if (records.at(-1)?.sequence === batch.endSequenceNumber) return records
    iterator = answer.NextShardIterator
  }
  return records
}
