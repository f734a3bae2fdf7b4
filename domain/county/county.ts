import type { CountyGround, LimitsWith } from '#domain/county/county-context.ts'
import { type Area, areasFileSchema, type CountyFile, countyFileSchema, type Person, personSchema } from '#domain/county/county-file.ts'
import { crossChecks, type Row } from '#domain/county/cross-checks.ts'
import { type CountyProblem, checked } from '#domain/county/problem.ts'
import { cellPath, columnProblems, deviceOf, personOf, type Table, type TableName } from '#domain/county/table.ts'
import { isObject } from '#domain/entries.ts'
import { areaContains } from '#domain/geo/area.ts'
import type { Position } from '#domain/geo/position.ts'
import { type Device, deviceSchema } from '#domain/observation/device.ts'
import { bindCounty, type Scenario } from '#domain/scenario/scenario.ts'

/** A county whose files are right. */
export type County = {
  file: CountyFile
  areas: Area[]
  devices: Device[]
  people: Person[]
  /** Each scenario's limits as stated, with its defaults, by scenario id; what they become on this map is `bindCounty`'s to say. */
  stated: ReadonlyMap<string, unknown>
  /** Ids of the scenarios that are switched on: all that are neither switched off nor off by default. */
  enabled: readonly string[]
}

/** A county's four files, read and taken apart but not yet checked, and the name of the folder they lie in. */
export type CountySources = {
  folder?: string
  county: unknown
  areas: unknown
  /** Absent where the ledger is the register, as in a function of the cloud; then nothing that names a device is checked. */
  devices?: Table
  people: Table
}

/** A county from its four files, or everything that is wrong with them. */
export function parseCounty(
  sources: CountySources,
  scenarios: readonly Scenario[],
): { ok: true; county: County } | { ok: false; problems: CountyProblem[] } {
  const problems: CountyProblem[] = []
  const file = checked(countyFileSchema, sources.county, (path) => dotted('county.json', path), problems)
  const areas = checked(areasFileSchema, sources.areas, (path) => dotted('areas.geojson', path), problems)?.features
  const devices = rowsOf('devices.csv', sources.devices ?? noTable, problems, (cells, pathOf) =>
    checked(deviceSchema, deviceOf(cells), pathOf, problems),
  )
  const people = rowsOf('people.csv', sources.people, problems, (cells, pathOf) => checked(personSchema, personOf(cells), pathOf, problems))
  if (!file) return { ok: false, problems }
  if (sources.folder !== undefined && file.id !== sources.folder) problems.push(otherFolder(file.id, sources.folder))
  const limits = limitsOf(file, scenarios, problems)
  // Without areas every name of one would be told as wrong, and the one thing that is wrong would be lost among them.
  const deviceIds = sources.devices && new Set(sources.devices.rows.flatMap(({ cells }) => cells.id ?? []))
  if (areas) problems.push(...crossChecks({ file, areas, devices, deviceIds, people, scenarios }))
  if (!areas || problems.length > 0) return { ok: false, problems }
  const enabled = scenarios.filter(({ id, offByDefault }) => file.scenarios[id]?.enabled ?? !offByDefault).map(({ id }) => id)
  return {
    ok: true,
    county: { file, areas, devices: withGateways(devices.map(ofRow)), people: people.map(ofRow), stated: limits, enabled },
  }
}

/**
 * A scenario's limits with some of the county's overrides replaced by others, as if these stood in its file: what is not named
 * stays. Or what is wrong with them.
 */
export function limitsWith(
  { file, areas }: Pick<County, 'file' | 'areas'>,
  scenario: Scenario,
  overrides: Record<string, unknown>,
): LimitsWith {
  const problems: CountyProblem[] = []
  const merged = withoutRemoved(mergedOverrides(file.scenarios[scenario.id]?.limits ?? {}, overrides))
  const stated = checked(scenario.limits, merged, (path) => ['limits', ...path].join('.'), problems)
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, stated, limits: bindCounty(scenario, stated, groundOf(file, areas)) }
}

function groundOf(file: CountyFile, areas: readonly Area[]): CountyGround {
  return { areas, offsetMinutes: file.time.offsetMinutes }
}

/** Overrides over overrides: objects are joined member by member; anything else is replaced. `null` takes a name away (RFC 7396). */
export function mergedOverrides(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...base }
  for (const [name, value] of Object.entries(over)) {
    const old = base[name]
    merged[name] = isObject(old) && isObject(value) ? mergedOverrides(old, value) : value
  }
  return merged
}

/** What is left once the names that overrides take away are gone. */
export function withoutRemoved(limits: Record<string, unknown>): Record<string, unknown> {
  const left = Object.entries(limits).filter(([, value]) => value !== null)
  return Object.fromEntries(left.map(([name, value]) => [name, isObject(value) ? withoutRemoved(value) : value]))
}

/** Whether a position may be a device's or a message's: inside the boundary. */
export function covers(county: Pick<County, 'file' | 'areas'>, position: Position): boolean {
  const boundary = county.areas.find(({ properties }) => properties.id === county.file.boundary)
  return boundary ? areaContains(boundary.geometry, position) : true
}

const noTable: Table = { columns: ['id', 'name', 'kinds', 'lat', 'lon'], rows: [] }

function rowsOf<Value>(
  name: TableName,
  table: Table,
  problems: CountyProblem[],
  read: (cells: Record<string, string>, pathOf: (path: string[]) => string) => Value | undefined,
): Row<Value>[] {
  const wrong = columnProblems(name, table)
  problems.push(...wrong)
  if (wrong.some(({ message }) => message.endsWith('is missing'))) return []
  return table.rows.flatMap(({ line, cells }) => {
    const value = read(cells, (path) => cellPath(name, line, path))
    return value === undefined ? [] : [{ line, value }]
  })
}

function limitsOf(file: CountyFile, scenarios: readonly Scenario[], problems: CountyProblem[]): Map<string, unknown> {
  for (const name of Object.keys(file.scenarios)) {
    if (!scenarios.some(({ id }) => id === name)) {
      problems.push({
        path: `county.json scenarios.${name}`,
        message: 'there is no such scenario',
        remedy: `use one of ${scenarios.map(({ id }) => id).join(', ')}`,
      })
    }
  }
  return new Map(
    scenarios.map(({ id, limits }) => {
      const pathOf = (path: string[]) => dotted('county.json', ['scenarios', id, 'limits', ...path])
      return [id, checked(limits, file.scenarios[id]?.limits ?? {}, pathOf, problems)]
    }),
  )
}

function otherFolder(id: string, folder: string): CountyProblem {
  return {
    path: 'county.json id',
    message: `the id is "${id}", the folder "${folder}"`,
    remedy: 'let the folder have the name of the county',
  }
}

function dotted(file: string, path: string[]): string {
  return path.length > 0 ? `${file} ${path.join('.')}` : file
}

/** A device that others name as their parent is a gateway. */
function withGateways(devices: Device[]): Device[] {
  const gateways = new Set(devices.flatMap(({ parent }) => parent ?? []))
  return devices.map((device) => (gateways.has(device.id) ? { ...device, gateway: true } : device))
}

function ofRow<Value>({ value }: Row<Value>): Value {
  return value
}
