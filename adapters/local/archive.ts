import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { archiveFile, dayOf, daysOf, recordsOf, startOfDay } from '#adapters/archive-lines.ts'
import type { Archive, StreamRecord } from '#domain/ports.ts'

const dayMs = 86_400_000
const batchSuffix = '.ndjson.gz'

/** Batches as compressed lines of JSON, a file each, by day; the same batch gives the same file. */
export class LocalArchive implements Archive {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async store(batchId: string, records: StreamRecord[]): Promise<void> {
    const file = join(this.#folder, dayOf(records[0]?.envelope.receivedAtMs ?? 0), `${batchId}${batchSuffix}`)
    await mkdir(dirname(file), { recursive: true })
    // Whoever reads meanwhile, or after a crash, finds whole batches only.
    await writeFile(`${file}.part`, await archiveFile(records))
    await rename(`${file}.part`, file)
  }

  async *read(fromMs: number, toMs: number): AsyncIterable<StreamRecord[]> {
    for (const day of daysOf(fromMs, toMs)) {
      const files = await readdir(join(this.#folder, day)).catch(() => [])
      for (const file of files.filter((name) => name.endsWith(batchSuffix)).sort())
        yield recordsOf(await readFile(join(this.#folder, day, file)), fromMs, toMs)
    }
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

  async #days(): Promise<number[]> {
    const names = await readdir(this.#folder).catch(() => [])
    return names.flatMap((name) => startOfDay(name) ?? []).sort((a, b) => a - b)
  }
}
