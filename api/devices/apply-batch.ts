import { isDeepStrictEqual } from 'node:util'
import type { Decision } from '#api/devices/change-device.ts'
import { enterCorrection } from '#api/devices/correct-device.ts'
import type { BatchRow, BatchRowResult } from '#api/devices/read-batch.ts'
import { enterDevice } from '#api/devices/register-device.ts'
import { registrationProblems } from '#api/devices/validate-registration.ts'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { maxNewDevices } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'
import { keys } from '#ledger/keys.ts'
import { type Row, readRows } from '#ledger/row-type.ts'

/** A row with what would become of it, and what stands in the register now. */
type Weighed = { result: BatchRowResult; device?: Device; before?: Row<Device> }

const [rowsPerRead, atOnce] = [100, 8]

/** Holds every row against the register and the county, as a single registration is. */
export async function weighBatch(services: ApiServices, rows: readonly BatchRow[]): Promise<Weighed[]> {
  const gateways = new Set(rows.flatMap(({ device }) => device?.parent ?? []))
  const beside = new Set(rows.flatMap(({ id, device }) => (device && id !== undefined && gateways.has(id) ? [id] : [])))
  const [seen, weighed]: [Set<string>, Weighed[]] = [new Set(), []]
  for (let from = 0; from < rows.length; from += rowsPerRead) {
    const some = rows.slice(from, from + rowsPerRead)
    const known = some.flatMap(({ device }) => device?.id ?? [])
    const ids = [...new Set(known)]
    const stored = await readRows(services.store, ids.map(keys.device))
    for (const row of some) {
      const before = row.device && stored[ids.indexOf(row.device.id)]
      weighed.push(await weigh(services, row, before, { seen, gateways, beside }))
    }
  }
  return weighed
}

type Among = { seen: Set<string>; gateways: ReadonlySet<string>; beside: ReadonlySet<string> }

async function weigh(services: ApiServices, row: BatchRow, before: Row<Device> | undefined, among: Among): Promise<Weighed> {
  const { line, id, device: read, at, problem } = row
  const refused = (why: { path: string; message: string; remedy?: string }): Weighed => ({
    result: { line, ...(id !== undefined && { id }), result: 'refused', ...why },
  })
  if (!read) return refused(problem ?? { path: at([]), message: 'is no device' })
  if (among.seen.has(read.id))
    return refused({ path: at(['id']), message: `"${read.id}" stands twice`, remedy: 'give each device an id of its own' })
  among.seen.add(read.id)
  const isNew = !before || before.value.status === 'retired'
  const device: Device = {
    ...(isNew ? {} : keptOf(before.value)),
    ...read,
    ...(among.gateways.has(read.id) && { gateway: true as const }),
    status: isNew ? 'active' : before.value.status,
  }
  const [wrong] = await registrationProblems(services, device, (field) => at(field.split('.')), among.beside)
  if (wrong) return refused(wrong)
  const result = isNew ? 'new' : isDeepStrictEqual(device, before.value) ? 'same' : 'changed'
  return { result: { line, id: read.id, result }, device, ...(before && { before }) }
}

/** What a list of devices has no column for, and a row therefore leaves as it is. */
function keptOf({ gateway, learnSilence, certificateUntil, rotatingSince }: Device): Partial<Device> {
  return {
    ...(gateway && { gateway }),
    ...(learnSilence && { learnSilence }),
    ...(certificateUntil && { certificateUntil }),
    ...(rotatingSince && { rotatingSince }),
  }
}

/** Enters what was weighed: everything, or with `partial` what is valid; each row by itself, gateways before those behind them. */
export async function applyBatch(
  services: ApiServices,
  weighed: readonly Weighed[],
  { dryRun = false, partial = false }: { dryRun?: boolean | undefined; partial?: boolean | undefined },
  decision: Decision,
): Promise<{ applied: boolean; rows: BatchRowResult[] }> {
  const rows = weighed.map(({ result }) => result)
  if (dryRun || (!partial && rows.some(({ result }) => result === 'refused'))) return { applied: false, rows }
  const added = rows.filter(({ result }) => result === 'new').length
  if (added > maxNewDevices)
    throw new Problem('refused', {
      detail: `nothing was registered: ${added} of the rows are new devices, and at most ${maxNewDevices} get their credentials at once; send fewer, or use npm run devices:enrol`,
    })
  const waiting = weighed.map((one, index) => ({ ...one, index }))
  for (const isBehind of [false, true]) {
    const some = waiting.filter(({ device }) => device && (device.parent !== undefined) === isBehind)
    await eachOf(some, async (one) => {
      rows[one.index] = await enter(services, one, decision)
    })
  }
  return { applied: true, rows }
}

async function enter(services: ApiServices, { result, device, before }: Weighed, decision: Decision): Promise<BatchRowResult> {
  try {
    if (device && result.result === 'new') return { ...result, credentials: await enterDevice(services, device, decision) }
    if (device && before && result.result === 'changed') await enterCorrection(services, before.value, device, before.version, decision)
    return result
  } catch (error) {
    // What others did to this one meanwhile is no fault of the other rows.
    if (!(error instanceof Problem)) throw error
    return { ...result, result: 'refused', message: error.message, remedy: 'send the list again' }
  }
}

/** So many at once, each after another. */
async function eachOf<Value>(values: readonly Value[], work: (value: Value) => Promise<void>): Promise<void> {
  const left = [...values]
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
