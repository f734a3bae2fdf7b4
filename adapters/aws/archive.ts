import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { archiveFile, batchSuffix, dayOf, hourPlace, isFirstOfDay, readInTurn, recordsOf, startOfDay } from '#adapters/archive-lines.ts'
import type { Archive, StreamRecord } from '#domain/ports.ts'

/** Batches as compressed lines of JSON in S3, by hour; the same batch is the same object. */
export class S3Archive implements Archive {
  readonly #client: S3Client
  readonly #bucket: string

  constructor(client: S3Client, bucket: string) {
    this.#client = client
    this.#bucket = bucket
  }

  async store(batchId: string, records: StreamRecord[]): Promise<void> {
    const place = hourPlace(records[0]?.envelope.receivedAtMs ?? 0)
    const put = { Bucket: this.#bucket, Key: `messages/${place}/${batchId}${batchSuffix}`, Body: await archiveFile(records) }
    await this.#client.send(new PutObjectCommand(put))
  }

  async batches(hourStartMs: number): Promise<string[]> {
    const byDay = isFirstOfDay(hourStartMs) ? await this.#keysIn(`messages/${dayOf(hourStartMs)}/`) : []
    return [...byDay, ...(await this.#keysIn(`messages/${hourPlace(hourStartMs)}/`))]
  }

  async open(batch: string): Promise<StreamRecord[]> {
    const { Body: body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: batch }))
    if (!body) throw new Error(`S3 answered ${batch} without a body`)
    return recordsOf(await body.transformToByteArray())
  }

  read(fromMs: number, toMs: number): AsyncIterable<StreamRecord[]> {
    return readInTurn({ batches: (hour) => this.batches(hour), open: (batch) => this.open(batch) }, fromMs, toMs)
  }

  /** Days are in order of their names, so that the first page holds the first day. */
  async begins(): Promise<number | undefined> {
    const page = await this.#client.send(new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: 'messages/', Delimiter: '/' }))
    const [first] = (page.CommonPrefixes ?? []).flatMap(({ Prefix: prefix = '' }) => startOfDay(prefix.split('/')[1] ?? '') ?? [])
    return first
  }

  /** The objects of one place, those of places below it left out. */
  async #keysIn(prefix: string): Promise<string[]> {
    const keys: string[] = []
    for (let token: string | undefined; ; ) {
      const asked = { Bucket: this.#bucket, Prefix: prefix, Delimiter: '/', ...(token && { ContinuationToken: token }) }
      const page = await this.#client.send(new ListObjectsV2Command(asked))
      keys.push(...(page.Contents ?? []).flatMap(({ Key: key }) => key ?? []))
      token = page.NextContinuationToken
      if (!token) return keys
    }
  }
}
