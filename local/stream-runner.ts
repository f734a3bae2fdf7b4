import type { StreamSource } from '#adapters/local/stream-log.ts'
import type { Clock, Log, Rng, StreamRecord } from '#domain/ports.ts'
import type { ConsumerSettings } from '#pipeline/consumer-settings.ts'

/** What a stream handler answers: the records that have to come round again. An empty answer is complete success, as on AWS. */
export type BatchResponse = { batchItemFailures?: { itemIdentifier: string }[] | null } | null | undefined

export type NamedConsumer = ConsumerSettings & { name: string }

export type Checkpoints = { load(consumer: string): Promise<string>; save(consumer: string, sequence: string): Promise<void> }

export type ConsumerParts = {
  source: StreamSource
  handle: (records: StreamRecord[]) => Promise<BatchResponse>
  /** Takes over what was given up. It is called until it succeeds: nothing is dropped. */
  giveUp: (records: StreamRecord[]) => Promise<void>
  checkpoints: Checkpoints
  clock: Clock
  rng: Rng
  log: Log
}

/**
 * One consumer of a stream with the semantics of Lambda's event-source mapping (AWS: "Configuring partial batch response"):
 * of several failures the lowest sequence is the checkpoint; an empty list or no answer is success; an empty or unknown
 * identifier fails the whole batch; an exception halves the batch, which costs no retry; what was tried too often or is too
 * old is given up. Ordinary code: the simulation runs it under virtual time.
 */
export class StreamConsumer {
  readonly #settings: NamedConsumer
  readonly #parts: ConsumerParts
  #position = '0'
  #stopped = false
  /** Ends the wait in hand, if there is one. */
  #endWait: () => void = () => undefined
  #running: Promise<void> | undefined

  constructor(settings: NamedConsumer, parts: ConsumerParts) {
    this.#settings = settings
    this.#parts = parts
  }

  /** Sequence of the last record that is dealt with. */
  get position(): string {
    return this.#position
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Lets the batch in hand end and stops. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#endWait()
    await this.#running
  }

  async #run(): Promise<void> {
    this.#position = await this.#parts.checkpoints.load(this.#settings.name)
    while (!this.#stopped) {
      const appended = this.#parts.source.appended()
      const records = await this.#parts.source.read(this.#position, this.#settings.batchSize)
      if (records.length === 0) await this.#wait(appended)
      else await this.#processBatch(await this.#filled(records))
    }
  }

  async #filled(records: StreamRecord[]): Promise<StreamRecord[]> {
    const { windowSeconds, batchSize } = this.#settings
    if (windowSeconds === 0 || records.length >= batchSize || this.#stopped) return records
    await this.#wait(this.#parts.clock.sleep(windowSeconds * 1000))
    return this.#parts.source.read(this.#position, batchSize)
  }

  async #processBatch(records: StreamRecord[]): Promise<void> {
    let rest = records
    let failures = 0
    while (rest.length > 0) {
      const tooOld = this.#leadingTooOld(rest)
      if (tooOld > 0 || failures > this.#settings.retryAttempts) {
        const lost = failures > this.#settings.retryAttempts ? rest.length : tooOld
        await this.#giveUp(rest.slice(0, lost))
        rest = rest.slice(lost)
        failures = 0
        continue
      }
      const done = await this.#invoke(rest)
      if (done === 'failed') {
        if (rest.length > 1) return this.#inHalves(rest)
        failures++
      } else {
        await this.#advanceTo(rest[done - 1])
        failures = done > 0 ? 1 : failures + 1
        rest = rest.slice(done)
      }
      // A consumer that was told to stop leaves the rest to its successor; the checkpoint says where.
      if (rest.length > 0 && this.#stopped) return
      if (rest.length > 0) await this.#pause(failures)
    }
  }

  async #inHalves(records: StreamRecord[]): Promise<void> {
    if (this.#stopped) return
    const middle = Math.ceil(records.length / 2)
    await this.#pause(1)
    await this.#processBatch(records.slice(0, middle))
    if (!this.#stopped) await this.#processBatch(records.slice(middle))
  }

  /** How many records from the front are dealt with, or that nothing can be said. */
  async #invoke(records: StreamRecord[]): Promise<number | 'failed'> {
    let response: BatchResponse
    try {
      response = await this.#parts.handle(records)
    } catch (error) {
      this.#parts.log.error('a batch failed and is tried again', {
        consumer: this.#settings.name,
        records: records.length,
        cause: String(error),
      })
      return 'failed'
    }
    const failures = response?.batchItemFailures ?? []
    if (failures.length === 0) return records.length
    const positions = failures.map(({ itemIdentifier }) => records.findIndex(({ sequence }) => sequence === itemIdentifier))
    return positions.includes(-1) ? 0 : Math.min(...positions)
  }

  #leadingTooOld(records: StreamRecord[]): number {
    const oldestMs = this.#parts.clock.now() - this.#settings.maxRecordAgeSeconds * 1000
    const firstFresh = records.findIndex(({ envelope }) => envelope.receivedAtMs >= oldestMs)
    return firstFresh === -1 ? records.length : firstFresh
  }

  async #giveUp(records: StreamRecord[]): Promise<void> {
    for (let attempt = 1; !this.#stopped; attempt++) {
      try {
        await this.#parts.giveUp(records)
        await this.#advanceTo(records.at(-1))
        return
      } catch (error) {
        this.#parts.log.error('records that were given up could not be handed over', {
          consumer: this.#settings.name,
          cause: String(error),
        })
        await this.#pause(attempt)
      }
    }
  }

  async #advanceTo(record: StreamRecord | undefined): Promise<void> {
    if (!record) return
    this.#position = record.sequence
    await this.#parts.checkpoints.save(this.#settings.name, record.sequence)
  }

  async #pause(attempt: number): Promise<void> {
    const ceilingMs = Math.min(10_000, 50 * 2 ** attempt)
    await this.#wait(this.#parts.clock.sleep(ceilingMs * (0.5 + this.#parts.rng.next() / 2)))
  }

  /** Until it happens or the consumer is told to stop. A race with one promise for the whole life would keep every wait there ever was. */
  async #wait(event: Promise<void>): Promise<void> {
    if (this.#stopped) return
    await new Promise<void>((resolve, reject) => {
      this.#endWait = resolve
      event.then(resolve, reject)
    })
  }
}
