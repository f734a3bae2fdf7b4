import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { archiveFile, dayOf, daysOf, recordsOf } from '#adapters/archive-lines.ts'
import type { Archive, StreamRecord } from '#domain/ports.ts'

/** Batches as compressed lines of JSON, a file each, by day; the same batch gives the same file. */
export class LocalArchive implements Archive {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async store(batchId: string, records: StreamRecord[]): Promise<void> {
    const file = join(this.#folder, dayOf(records[0]?.envelope.receivedAtMs ?? 0), `${batchId}.ndjson.gz`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, await archiveFile(records))
  }

  async *read(fromMs: number, toMs: number): AsyncIterable<StreamRecord[]> {
    for (const day of daysOf(fromMs, toMs)) {
      const files = await readdir(join(this.#folder, day)).catch(() => [])
      for (const file of files.sort()) yield recordsOf(await readFile(join(this.#folder, day, file)), fromMs, toMs)
    }
  }
}
