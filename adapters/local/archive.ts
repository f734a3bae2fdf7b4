import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Archive, StreamRecord } from '#domain/ports.ts'

const compress = promisify(gzip)

/** Batches as compressed lines of JSON, a file each, by day; the same batch gives the same file. */
export class LocalArchive implements Archive {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async store(batchId: string, records: StreamRecord[]): Promise<void> {
    const day = new Date(records[0]?.envelope.receivedAtMs ?? 0).toISOString().slice(0, 10)
    const lines = records.map(({ sequence, envelope: { payload, ...envelope } }) =>
      JSON.stringify({ sequence, ...envelope, data: Buffer.from(payload).toString('base64') }),
    )
    const file = join(this.#folder, day, `${batchId}.ndjson.gz`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, await compress(`${lines.join('\n')}\n`, { level: 1 }))
  }
}
