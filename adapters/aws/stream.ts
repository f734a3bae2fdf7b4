import { type KinesisClient, PutRecordsCommand, type PutRecordsRequestEntry } from '@aws-sdk/client-kinesis'
import { encodeEnvelope } from '#domain/observation/envelope.ts'
import type { Clock, Envelope, Rng, Stream } from '#domain/ports.ts'

/** PutRecords takes at most 500 records. */
const recordsPerCall = 500
const attempts = 6

/** Kinesis, partitioned by device so that each device's records keep their order. Only what failed is sent again. */
export class KinesisStream implements Stream {
  readonly #client: KinesisClient
  readonly #name: string
  readonly #clock: Clock
  readonly #rng: Rng

  constructor(client: KinesisClient, name: string, clock: Clock, rng: Rng) {
    this.#client = client
    this.#name = name
    this.#clock = clock
    this.#rng = rng
  }

  async append(envelopes: Envelope[]): Promise<void> {
    const records = envelopes.map((envelope) => ({ PartitionKey: envelope.device, Data: encodeEnvelope(envelope) }))
    for (let start = 0; start < records.length; start += recordsPerCall) await this.#put(records.slice(start, start + recordsPerCall))
  }

  async #put(records: PutRecordsRequestEntry[]): Promise<void> {
    let waiting = records
    for (let attempt = 1; waiting.length > 0; attempt++) {
      if (attempt > attempts) throw new Error(`${waiting.length} records were not taken by the stream`)
      const { Records = [] } = await this.#client.send(new PutRecordsCommand({ StreamName: this.#name, Records: waiting }))
      // A refused record does not hold up those after it (AWS: PutRecords). So a device's later ones are sent again behind it,
      // taken or not: who reads to the end has seen them in order, and a repetition is no news.
      const held = new Set<string | undefined>()
      waiting = waiting.filter((record, index) => {
        if (Records[index]?.ErrorCode) held.add(record.PartitionKey)
        return held.has(record.PartitionKey)
      })
      if (waiting.length > 0) await this.#clock.sleep(this.#rng.next() * 50 * 2 ** attempt)
    }
  }
}
