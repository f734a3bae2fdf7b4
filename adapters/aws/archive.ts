import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Archive, StreamRecord } from '#domain/ports.ts'

const compress = promisify(gzip)

/** Batches as compressed lines of JSON in S3, by day; the same batch is the same object. */
export class S3Archive implements Archive {
  readonly #client: S3Client
  readonly #bucket: string

  constructor(client: S3Client, bucket: string) {
    this.#client = client
    this.#bucket = bucket
  }

  async store(batchId: string, records: StreamRecord[]): Promise<void> {
    const day = new Date(records[0]?.envelope.receivedAtMs ?? 0).toISOString().slice(0, 10)
    const lines = records.map(({ sequence, envelope: { payload, ...head } }) =>
      JSON.stringify({ sequence, ...head, data: Buffer.from(payload).toString('base64') }),
    )
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: `messages/${day}/${batchId}.ndjson.gz`,
        Body: await compress(`${lines.join('\n')}\n`),
      }),
    )
  }
}
