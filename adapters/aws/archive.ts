import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { archiveFile, dayOf, daysOf, recordsOf, startOfDay } from '#adapters/archive-lines.ts'
import type { Archive, StreamRecord } from '#domain/ports.ts'

/** Batches as compressed lines of JSON in S3, by day; the same batch is the same object. */
export class S3Archive implements Archive {
  readonly #client: S3Client
  readonly #bucket: string

  constructor(client: S3Client, bucket: string) {
    this.#client = client
    this.#bucket = bucket
  }

  async store(batchId: string, records: StreamRecord[]): Promise<void> {
    const day = dayOf(records[0]?.envelope.receivedAtMs ?? 0)
    const put = { Bucket: this.#bucket, Key: `messages/${day}/${batchId}.ndjson.gz`, Body: await archiveFile(records) }
    await this.#client.send(new PutObjectCommand(put))
  }

  async *read(fromMs: number, toMs: number): AsyncIterable<StreamRecord[]> {
    for (const day of daysOf(fromMs, toMs)) {
      for await (const key of this.#keysOf(`messages/${day}/`)) {
        const { Body: body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }))
        if (body) yield recordsOf(await body.transformToByteArray(), fromMs, toMs)
      }
    }
  }

  /** Days are in order of their names, so that the first page holds the first day. */
  async begins(): Promise<number | undefined> {
    const page = await this.#client.send(new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: 'messages/', Delimiter: '/' }))
    const [first] = (page.CommonPrefixes ?? []).flatMap(({ Prefix: prefix = '' }) => startOfDay(prefix.split('/')[1] ?? '') ?? [])
    return first
  }

  async *#keysOf(prefix: string): AsyncIterable<string> {
    for (let token: string | undefined; ; ) {
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ...(token && { ContinuationToken: token }) }),
      )
      for (const { Key: key } of page.Contents ?? []) if (key) yield key
      token = page.NextContinuationToken
      if (!token) return
    }
  }
}
