import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readBatch } from '#api/devices/read-batch.ts'
import { countyViewSchema } from '#domain/api/county.ts'
import { type BatchResult, batchResultSchema, credentialsSchema, registeredSchema } from '#domain/api/device.ts'
import { tableText } from '#domain/county/table-text.ts'
import type { Device } from '#domain/observation/device.ts'
import { call, type Door } from '#scripts/devices-enrol/county-door.ts'
import { type Destination, writePack } from '#scripts/devices-enrol/pack.ts'

const atOnce = 8

export type Enrolment = {
  door: Door
  csv: Uint8Array
  /** Absent: it is only checked. */
  out?: string
  broker: URL
  exampleOf: Destination['exampleOf']
  progress: (done: number, of: number) => void
}

/** What became of a list: the county's word on each row, and the ids that are registered and have no pack in the folder. */
export type Enrolled = { checked: BatchResult; enrolled: string[]; withoutPack: string[] }

/**
 * Checks a list of devices and registers those that are new, gateways first, with a pack for each in the folder. Whatever breaks it
 * off, the next call goes on where it was: what is registered already is the same. Nothing is registered while a row is refused.
 * @throws Error when the county refuses something
 */
export async function enrolDevices({ door, csv, out, broker, exampleOf, progress }: Enrolment): Promise<Enrolled> {
  const text = tableText(csv)
  if (!text) throw new Error('the table is neither UTF-8 nor GBK: save it as CSV UTF-8')
  const packed = { method: 'POST', headers: { 'content-type': 'application/gzip' }, body: new Uint8Array(gzipSync(JSON.stringify(text))) }
  const checked = await call(door, '/v1/devices:batch?dryRun=true', batchResultSchema, packed)
  if (out === undefined || checked.counts.refused > 0) return { checked, enrolled: [], withoutPack: [] }
  const { id: county } = await call(door, '/v1/county', countyViewSchema)
  const news = new Set(checked.rows.flatMap(({ id, result }) => (result === 'new' && id !== undefined ? [id] : [])))
  const listed = readBatch(text).flatMap(({ device }) => device ?? [])
  const gateways = new Set(listed.flatMap(({ parent }) => parent ?? []))
  const enrolled: string[] = []
  const enrol = async ({ status: _platforms, ...device }: Device) => {
    const registration = { ...device, ...(gateways.has(device.id) && { gateway: true }) }
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
    const { credentials } = await call(door, '/v1/devices', registeredSchema, {
      method: 'POST',
      headers,
      body: JSON.stringify(registration),
    })
    // A repetition has nothing to write; the id is told as one without a pack.
    const shown = credentialsSchema.safeParse(credentials)
    if (shown.success) writePack(out, { ...device, status: 'active' }, shown.data, { county, broker, exampleOf })
    enrolled.push(device.id)
    progress(enrolled.length, news.size)
  }
  for (const isBehind of [false, true])
    await eachOf(
      listed.filter(({ id, parent }) => news.has(id) && (parent !== undefined) === isBehind),
      enrol,
    )
  const withoutPack = listed.map(({ id }) => id).filter((id) => !existsSync(join(out, id, 'credentials.json')))
  return { checked, enrolled, withoutPack }
}

async function eachOf<Value>(values: readonly Value[], work: (value: Value) => Promise<void>): Promise<void> {
  const left = [...values]
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
