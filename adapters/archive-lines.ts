import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { hoursOf } from '#domain/archive-hours.ts'
import type { Archive, Envelope, StreamRecord } from '#domain/ports.ts'

const [compress, expand] = [promisify(gzip), promisify(gunzip)]
const dayMs = 86_400_000
export const batchSuffix = '.ndjson.gz'

type Line = Omit<Envelope, 'payload'> & { sequence: string; data: string }

/** A batch as it lies in an archive: a compressed line of JSON for each record. */
export async function archiveFile(records: readonly StreamRecord[]): Promise<Uint8Array> {
  const lines = records.map(({ sequence, envelope: { payload, ...head } }) =>
    JSON.stringify({ sequence, ...head, data: Buffer.from(payload).toString('base64') } satisfies Line),
  )
  return compress(`${lines.join('\n')}\n`, { level: 1 })
}

/** The records of a batch, in the order of its shard. */
export async function recordsOf(file: Uint8Array): Promise<StreamRecord[]> {
  const text = (await expand(file)).toString('utf8')
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line): StreamRecord => {
    const { sequence, data, ...head } = JSON.parse(line) as Line
    return { sequence, envelope: { ...head, payload: new Uint8Array(Buffer.from(data, 'base64')) } }
  })
}

/** What came in from one moment to before another, a batch after the other. */
export async function* readInTurn(
  { batches, open }: Pick<Archive, 'batches' | 'open'>,
  fromMs: number,
  toMs: number,
): AsyncIterable<StreamRecord[]> {
  for (const hour of hoursOf(fromMs, toMs)) {
    for (const batch of await batches(hour)) {
      const records = await open(batch)
      yield records.filter(({ envelope: { receivedAtMs } }) => receivedAtMs >= fromMs && receivedAtMs < toMs)
    }
  }
}

/** The day (UTC) of a moment, as it is spelt in an archive. */
export function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10)
}

/** The place of an hour (UTC), under which a batch is filed whose first record came in then: `2026-11-23/14`. */
export function hourPlace(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 13).replace('T', '/')
}

export function isFirstOfDay(hourStartMs: number): boolean {
  return hourStartMs % dayMs === 0
}

/** When a day of the archive begins, epoch ms; `undefined` for a name that is no day. */
export function startOfDay(name: string): number | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(name) ? Date.parse(name) : undefined
}
