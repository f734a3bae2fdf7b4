import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Envelope, StreamRecord } from '#domain/ports.ts'

const [compress, expand] = [promisify(gzip), promisify(gunzip)]
const dayMs = 86_400_000

type Line = Omit<Envelope, 'payload'> & { sequence: string; data: string }

/** A batch as it lies in an archive: a compressed line of JSON for each record. */
export async function archiveFile(records: readonly StreamRecord[]): Promise<Uint8Array> {
  const lines = records.map(({ sequence, envelope: { payload, ...head } }) =>
    JSON.stringify({ sequence, ...head, data: Buffer.from(payload).toString('base64') } satisfies Line),
  )
  return compress(`${lines.join('\n')}\n`, { level: 1 })
}

/** The records of a batch that came in from one moment to before another. */
export async function recordsOf(file: Uint8Array, fromMs: number, toMs: number): Promise<StreamRecord[]> {
  const text = (await expand(file)).toString('utf8')
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.flatMap((line): StreamRecord[] => {
    const { sequence, data, ...head } = JSON.parse(line) as Line
    if (head.receivedAtMs < fromMs || head.receivedAtMs >= toMs) return []
    return [{ sequence, envelope: { ...head, payload: new Uint8Array(Buffer.from(data, 'base64')) } }]
  })
}

/** The day (UTC) under which a batch is filed: that of its first record. */
export function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10)
}

/** When a day of the archive begins, epoch ms; `undefined` for a name that is no day. */
export function startOfDay(name: string): number | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(name) ? Date.parse(name) : undefined
}

/** The days whose batches may hold records of a time; a batch begun just before midnight reaches into the next day. */
export function daysOf(fromMs: number, toMs: number): string[] {
  const days: string[] = []
  for (let atMs = Math.floor(fromMs / dayMs) * dayMs - dayMs; atMs < toMs; atMs += dayMs) days.push(dayOf(atMs))
  return days
}
