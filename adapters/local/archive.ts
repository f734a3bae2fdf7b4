import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { archiveFile, batchSuffix, dayOf, hourPlace, isFirstOfDay, readInTurn, recordsOf, startOfDay } from '#adapters/archive-lines.ts'
import type { Archive, StreamRecord } from '#domain/ports.ts'

const dayMs = 86_400_000

/** Batches as compressed lines of JSON, a file each, by hour; the same batch gives the same file. */
export class LocalArchive implements Archive {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async store(batchId: string, records: StreamRecord[]): Promise<void> {
    const file = join(this.#folder, hourPlace(records[0]?.envelope.receivedAtMs ?? 0), `${batchId}${batchSuffix}`)
    await mkdir(dirname(file), { recursive: true })
    // Whoever reads meanwhile, or after a crash, finds whole batches only.
    await writeFile(`${file}.part`, await archiveFile(records))
    await rename(`${file}.part`, file)
  }

  async batches(hourStartMs: number): Promise<string[]> {
    const byDay = isFirstOfDay(hourStartMs) ? await this.#filesIn(dayOf(hourStartMs)) : []
    return [...byDay, ...(await this.#filesIn(hourPlace(hourStartMs)))]
  }

  async open(batch: string): Promise<StreamRecord[]> {
    return recordsOf(await readFile(join(this.#folder, batch)))
  }

  read(fromMs: number, toMs: number): AsyncIterable<StreamRecord[]> {
    return readInTurn({ batches: (hour) => this.batches(hour), open: (batch) => this.open(batch) }, fromMs, toMs)
  }

  async begins(): Promise<number | undefined> {
    return (await this.#days())[0]
  }

  /** Deletes every day that was over before this moment, as the lifecycle of the bucket does in the cloud. Answers how many. */
  async trim(beforeMs: number): Promise<number> {
    const over = (await this.#days()).filter((startMs) => startMs + dayMs <= beforeMs)
    for (const startMs of over) await rm(join(this.#folder, dayOf(startMs)), { recursive: true, force: true })
    return over.length
  }

  async #filesIn(place: string): Promise<string[]> {
    const names = await readdir(join(this.#folder, place)).catch(() => [])
    return names
      .filter((name) => name.endsWith(batchSuffix))
      .sort()
      .map((name) => `${place}/${name}`)
  }

  async #days(): Promise<number[]> {
    const names = await readdir(this.#folder).catch(() => [])
    return names.flatMap((name) => startOfDay(name) ?? []).sort((a, b) => a - b)
  }
}
