import type { KinesisStreamRecord } from 'aws-lambda'
import { decodeEnvelope } from '#domain/observation/envelope.ts'
import type { StreamRecord } from '#domain/ports.ts'

/** Records of a Lambda event as the pipeline knows them. */
export function streamRecords(records: KinesisStreamRecord[]): StreamRecord[] {
  return records.map(({ kinesis }) => ({ sequence: kinesis.sequenceNumber, envelope: decodeEnvelope(Buffer.from(kinesis.data, 'base64')) }))
}
