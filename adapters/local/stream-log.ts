import type { LedgerFile } from '#adapters/local/ledger-file.ts'
import { countOf, decodeChunk, encodeChunk } from '#adapters/local/stream-chunk.ts'
import type { Envelope, Stream, StreamRecord } from '#domain/ports.ts'

/** Where a consumer reads from; the stream runner and the simulation know no more of a stream than this. */
export interface StreamSource {
  /** Records strictly after a sequence, oldest first; empty when there is nothing new. */
  read(afterSequence: string, limit: number): Promise<StreamRecord[]>
  /** Resolves at the next append. Ask before reading, or an append in between goes unnoticed. */
  appended(): Promise<void>
}

type Chunk = { first: number; bytes: Uint8Array }

/** Newest chunks kept in memory, as they are written: bytes cost the garbage collector nothing. Who falls further behind reads the disk. */
const recentBytes = 32 << 20
/** Records kept decoded, since all consumers read nearly the same ones. */
const decodedRecords = 16_384
const prefix = 'stream!'
const chunksPerRead = 4

/**
 * The laptop's stream: an append log in the ledger file. What is appended in one turn of an event loop becomes one value,
 * and joins the commits of the same moment in one flush to disk.
 */
export class StreamLog implements Stream, StreamSource {
  readonly #file: LedgerFile
  #next: number
  #gathering: Envelope[] = []
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = []
  #recent: Chunk[] = []
  #recentBytes = 0
  /** By the number of their chunk's first record; insertion order is age. */
  readonly #decoded = new Map<number, StreamRecord[]>()
  #decodedRecords = 0
  #nextAppend: Promise<void> | undefined
  #wake: () => void = () => undefined

  private constructor(file: LedgerFile, next: number) {
    this.#file = file
    this.#next = next
  }

  static async open(file: LedgerFile): Promise<StreamLog> {
    const [last] = await file.entries({ gt: prefix, lt: `${prefix}\uffff`, limit: 1, reverse: true })
    return new StreamLog(file, last ? numberOf(last[0]) + countOf(last[1]) : 1)
  }

  append(envelopes: Envelope[]): Promise<void> {
    // A chunk of nothing would have the name of the next one, and hide it from whoever had read it.
    if (envelopes.length === 0) return Promise.resolve()
    if (this.#gathering.length === 0) queueMicrotask(() => setImmediate(() => this.#write()))
    this.#gathering.push(...envelopes)
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  /** Appends what is encoded already. Resolves when it is durable. */
  async appendChunk(bytes: Uint8Array): Promise<void> {
    const first = this.#next
    this.#next += countOf(bytes)
    await this.#file.write([{ type: 'put', key: chunkName(first), value: bytes }])
    this.#offer({ first, bytes })
  }

  async read(afterSequence: string, limit: number): Promise<StreamRecord[]> {
    const wanted = Number(afterSequence) + 1
    const oldest = this.#recent[0]
    if (!oldest || oldest.first > wanted) return this.#readFromDisk(wanted, limit)
    return this.#gather(this.#recent.slice(lastBeginningBy(this.#recent, wanted)), wanted, limit)
  }

  appended(): Promise<void> {
    this.#nextAppend ??= new Promise((resolve) => {
      this.#wake = resolve
    })
    return this.#nextAppend
  }

  /** Sequence of the newest record handed over, 0 when there is none. */
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
    this.appendChunk(encodeChunk(envelopes)).then(
      () => {
        for (const { resolve } of waiting) resolve()
      },
      (error) => {
        for (const { reject } of waiting) reject(error)
      },
    )
  }

  #offer(chunk: Chunk): void {
    this.#recent.push(chunk)
    this.#recentBytes += chunk.bytes.byteLength
    while (this.#recentBytes > recentBytes && this.#recent.length > 1) this.#recentBytes -= this.#recent.shift()?.bytes.byteLength ?? 0
    this.#nextAppend = undefined
    this.#wake()
  }

  async #readFromDisk(wanted: number, limit: number): Promise<StreamRecord[]> {
    // The wanted record may stand inside the chunk that begins at or before it.
    const [containing] = await this.#file.entries({ gt: prefix, lt: chunkName(wanted + 1), limit: 1, reverse: true })
    const from = containing ? numberOf(containing[0]) - 1 : wanted - 1
    const records: StreamRecord[] = []
    for (let last = chunkName(from); records.length < limit; ) {
      const entries = await this.#file.entries({ gt: last, lt: `${prefix}\uffff`, limit: chunksPerRead })
      const chunks = entries.map(([key, bytes]) => ({ first: numberOf(key), bytes }))
      records.push(...this.#gather(chunks, wanted, limit - records.length))
      if (entries.length < chunksPerRead) break
      last = entries.at(-1)?.[0] ?? last
    }
    return records
  }

  /** The records of some chunks from a number on, at most so many. */
  #gather(chunks: readonly Chunk[], wanted: number, limit: number): StreamRecord[] {
    const records: StreamRecord[] = []
    for (const chunk of chunks) {
      if (records.length >= limit) break
      const start = Math.max(0, wanted - chunk.first)
      records.push(...this.#recordsOf(chunk).slice(start, start + limit - records.length))
    }
    return records
  }

  #recordsOf({ first, bytes }: Chunk): StreamRecord[] {
    const known = this.#decoded.get(first)
    if (known) return known
    const records = decodeChunk(bytes).map((envelope, index) => ({ sequence: sequenceOf(first + index), envelope }))
    this.#decoded.set(first, records)
    this.#decodedRecords += records.length
    for (const [oldest, { length }] of this.#decoded) {
      if (this.#decodedRecords <= decodedRecords || oldest === first) break
      this.#decoded.delete(oldest)
      this.#decodedRecords -= length
    }
    return records
  }
}

/** Position of the last chunk that begins at or before a number. */
function lastBeginningBy(chunks: readonly Chunk[], number: number): number {
  let [low, high] = [0, chunks.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const chunk = chunks[middle]
    if (chunk && chunk.first <= number) low = middle
    else high = middle - 1
  }
  return low
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
