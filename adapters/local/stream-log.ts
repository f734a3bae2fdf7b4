import type { LedgerFile } from '#adapters/local/ledger-file.ts'
import { decodeChunk, encodeChunk } from '#adapters/local/stream-chunk.ts'
import type { Envelope, Stream, StreamRecord } from '#domain/ports.ts'

/** Where a consumer reads from; the stream runner and the simulation know no more of a stream than this. */
export interface StreamSource {
  /** Records strictly after a sequence, oldest first; empty when there is nothing new. */
  read(afterSequence: string, limit: number): Promise<StreamRecord[]>
  /** Resolves at the next append. Ask before reading, or an append in between goes unnoticed. */
  appended(): Promise<void>
}

/**
 * Records kept in memory for consumers: a second or two of a heavy load, since what lives longer is expensive to the garbage
 * collector. A consumer that falls further behind reads the disk.
 */
const remembered = 16_384
const prefix = 'stream!'
const chunksPerRead = 4

/**
 * The laptop's stream: an append log in the ledger file. What is appended in one turn of the event loop becomes one value,
 * and joins the commits of the same moment in one flush to disk. Recent records are also kept in memory, so that consumers
 * that keep up never read the disk.
 */
export class StreamLog implements Stream, StreamSource {
  readonly #file: LedgerFile
  #next: number
  #gathering: Envelope[] = []
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = []
  #recent: StreamRecord[] = []
  #nextAppend: Promise<void> | undefined
  #wake: () => void = () => undefined

  private constructor(file: LedgerFile, next: number) {
    this.#file = file
    this.#next = next
  }

  static async open(file: LedgerFile): Promise<StreamLog> {
    const [last] = await file.entries({ gt: prefix, lt: `${prefix}\uffff`, limit: 1, reverse: true })
    return new StreamLog(file, last ? numberOf(last[0]) + decodeChunk(last[1]).length : 1)
  }

  append(envelopes: Envelope[]): Promise<void> {
    if (this.#gathering.length === 0) queueMicrotask(() => setImmediate(() => this.#write()))
    this.#gathering.push(...envelopes)
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  /** Appends what is encoded already. */
  appendChunk(chunk: Uint8Array): Promise<void> {
    return this.#keep(chunk, decodeChunk(chunk))
  }

  async read(afterSequence: string, limit: number): Promise<StreamRecord[]> {
    const after = Number(afterSequence)
    const first = this.#recent[0]
    if (first && Number(first.sequence) <= after + 1) {
      const start = after + 1 - Number(first.sequence)
      return this.#recent.slice(start, start + limit)
    }
    return this.#readFromDisk(after, limit)
  }

  appended(): Promise<void> {
    this.#nextAppend ??= new Promise((resolve) => {
      this.#wake = resolve
    })
    return this.#nextAppend
  }

  /** Sequence of the newest durable record, 0 when there is none. */
  get newest(): number {
    return this.#next - 1
  }

  /** Deletes whole chunks whose records all lie at or before a sequence. */
  async trim(throughSequence: number): Promise<void> {
    const chunks = await this.#file.entries({ gt: prefix, lt: chunkName(throughSequence + 1), limit: 1_000 })
    const expendable = chunks.filter((_, index) => index < chunks.length - 1)
    if (expendable.length > 0) await this.#file.write(expendable.map(([key]) => ({ type: 'del', key })))
  }

  #write(): void {
    const [envelopes, waiting] = [this.#gathering, this.#waiting]
    this.#gathering = []
    this.#waiting = []
    this.#keep(encodeChunk(envelopes), envelopes).then(
      () => {
        for (const { resolve } of waiting) resolve()
      },
      (error) => {
        for (const { reject } of waiting) reject(error)
      },
    )
  }

  async #keep(chunk: Uint8Array, envelopes: Envelope[]): Promise<void> {
    const first = this.#next
    this.#next += envelopes.length
    await this.#file.write([{ type: 'put', key: chunkName(first), value: chunk }])
    this.#offer(envelopes.map((envelope, index) => ({ sequence: sequenceOf(first + index), envelope })))
  }

  #offer(records: StreamRecord[]): void {
    const contiguous = Number(this.#recent.at(-1)?.sequence) + 1 === Number(records[0]?.sequence)
    this.#recent = contiguous ? this.#recent : []
    this.#recent.push(...records)
    if (this.#recent.length > remembered * 2) this.#recent = this.#recent.slice(-remembered)
    this.#nextAppend = undefined
    this.#wake()
  }

  async #readFromDisk(after: number, limit: number): Promise<StreamRecord[]> {
    // The record after `after` may stand inside the chunk that begins at or before it.
    const [containing] = await this.#file.entries({ gt: prefix, lt: chunkName(after + 2), limit: 1, reverse: true })
    const from = containing ? numberOf(containing[0]) - 1 : after
    const records: StreamRecord[] = []
    for (let last = chunkName(from); records.length < limit; ) {
      const chunks = await this.#file.entries({ gt: last, lt: `${prefix}\uffff`, limit: chunksPerRead })
      for (const [key, chunk] of chunks) {
        const first = numberOf(key)
        decodeChunk(chunk).forEach((envelope, index) => {
          if (first + index > after) records.push({ sequence: sequenceOf(first + index), envelope })
        })
        last = key
      }
      if (chunks.length < chunksPerRead) break
    }
    return records.slice(0, limit)
  }
}

function chunkName(first: number): string {
  return `${prefix}${sequenceOf(first)}`
}

function numberOf(name: string): number {
  return Number(name.slice(prefix.length))
}

function sequenceOf(number: number): string {
  return String(number).padStart(15, '0')
}
