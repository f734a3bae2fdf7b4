import { areaKindsOf } from '#domain/county/area-kinds.ts'
import type { Area, CountyFile, Person } from '#domain/county/county-file.ts'
import { type DeviceGround, hearingProblems, kindsRead, sightProblems } from '#domain/county/device-checks.ts'
import type { CountyProblem } from '#domain/county/problem.ts'
import { type Register, referenceFault, referencesIn } from '#domain/county/reference.ts'
import { cellPath, type TableName } from '#domain/county/table.ts'
import { areaContains, boundsMeet, boundsOf, type Geometry, polygonsOf } from '#domain/geo/area.ts'
import { looksSwapped, type Position } from '#domain/geo/position.ts'
import type { Device } from '#domain/observation/device.ts'
import { rolesMayBeHeldTogether } from '#domain/people/principal.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'

/** A row that is right by itself, and the line it stands on. */
export type Row<Value> = { line: number; value: Value }

export type CountyParts = {
  file: CountyFile
  areas: readonly Area[]
  devices: readonly Row<Device>[]
  /** Every id of `devices.csv`, also of lines that are wrong: what names one of those is not wrong as well. Absent without that file. */
  deviceIds: ReadonlySet<string> | undefined
  people: readonly Row<Person>[]
  scenarios: readonly Scenario[]
}

/** What no file shows by itself: names that lead nowhere, places outside the county, devices nobody would listen to. */
export function crossChecks(parts: CountyParts): CountyProblem[] {
  return [...areaProblems(parts), ...deviceProblems(parts), ...peopleProblems(parts), ...limitProblems(parts)]
}

function areaProblems({ file, areas }: CountyParts): CountyProblem[] {
  const boundary = areas.find(({ properties }) => properties.id === file.boundary)
  const found: CountyProblem[] = []
  if (!boundary)
    found.push(problem('county.json boundary', `there is no area "${file.boundary}"`, 'name the boundary area of areas.geojson'))
  else if (!isPolygon(boundary.geometry)) {
    found.push(problem(areaPath(boundary), 'the boundary is not a polygon', 'make it a Polygon or MultiPolygon'))
  }
  for (const area of repeated(areas, ({ properties }) => properties.id)) {
    found.push(problem(areaPath(area), 'this id stands twice', 'give each area an id of its own'))
  }
  for (const area of areas) {
    if (
      polygonsOf(area.geometry)
        .flat()
        .some((ring) => String(ring[0]) !== String(ring.at(-1)))
    ) {
      found.push(problem(areaPath(area), 'a ring is not closed', 'let its last corner repeat the first (RFC 7946)'))
    }
    if (boundary && !boundsMeet(boundsOf(boundary.geometry), boundsOf(area.geometry))) {
      found.push(problem(areaPath(area), 'the area lies outside the county', 'correct its corners: longitude first, WGS-84'))
    }
  }
  return found
}

function deviceProblems({ file, areas, devices, deviceIds, scenarios }: CountyParts): CountyProblem[] {
  const areaIds = new Set(areas.map(({ properties }) => properties.id))
  const ground: DeviceGround = { areas, kindOf: areaKindsOf(areas), scenarios }
  const boundary = areas.find(({ properties }) => properties.id === file.boundary)?.geometry
  const inside = (position: Position) => !boundary || !isPolygon(boundary) || areaContains(boundary, position)
  return [
    ...repeatedIds('devices.csv', devices),
    ...devices.flatMap(({ line, value: device }) => {
      const at = (column: string) => cellPath('devices.csv', line, [column])
      return [
        ...device.watches
          .filter((area) => !areaIds.has(area))
          .map((area) => problem(at('watches'), `there is no area "${area}"`, 'add it to areas.geojson or correct the id')),
        ...parentProblems(device, deviceIds, at('parent')),
        ...(inside(device.site) ? sightProblems(device, ground, at) : siteProblem(device, inside, line)),
        ...hearingProblems(device, ground, at),
      ]
    }),
  ]
}

function parentProblems({ id, parent }: Device, deviceIds: ReadonlySet<string> | undefined, path: string): CountyProblem[] {
  if (parent === undefined) return []
  if (parent === id) return [problem(path, 'a device cannot be its own gateway', 'leave parent empty')]
  return deviceIds?.has(parent) ? [] : [problem(path, `there is no device "${parent}"`, 'register the gateway in devices.csv too')]
}

function siteProblem({ site }: Device, inside: (position: Position) => boolean, line: number): CountyProblem[] {
  const remedy = looksSwapped(site, inside)
    ? 'latitude and longitude are swapped: exchange them'
    : 'correct lat and lon; they are WGS-84 degrees, not GCJ-02 or BD-09'
  return [problem(cellPath('devices.csv', line, ['site', 'lat']), `${site.lat}, ${site.lon} lies outside the county`, remedy)]
}

function peopleProblems({ file, people }: CountyParts): CountyProblem[] {
  const agencies = new Set(file.agencies.map(({ id }) => id))
  return [
    ...repeatedIds('people.csv', people),
    ...people.flatMap(({ line, value: { roles, agency } }) => [
      ...(rolesMayBeHeldTogether(roles)
        ? []
        : [
            problem(
              cellPath('people.csv', line, ['roles']),
              'sysadmin, secadmin and auditor must be different people',
              'give one of the roles to somebody else',
            ),
          ]),
      ...(agency === undefined || agencies.has(agency)
        ? []
        : [problem(cellPath('people.csv', line, ['agency']), `there is no agency "${agency}"`, 'add it to agencies in county.json')]),
    ]),
  ]
}

function limitProblems({ file, areas, devices, deviceIds, scenarios }: CountyParts): CountyProblem[] {
  const areaIds = new Set(areas.map(({ properties }) => properties.id))
  const kinds = new Set(kindsRead(scenarios))
  const saidBy = new Map(devices.map(({ value }) => [value.id, value.kinds]))
  const register: Register = {
    area: (id) => areaIds.has(id),
    kind: (name) => kinds.has(name),
    // Without the file nobody knows the devices here.
    device: (id) => saidBy.get(id) ?? (deviceIds?.has(id) === false ? undefined : 'unknown'),
  }
  const remedies = {
    device: 'add it to devices.csv or correct the id',
    area: 'add it to areas.geojson or correct the id',
    kind: `use one of ${[...kinds].join(', ')}`,
  }
  return scenarios.flatMap(({ id, limits }) =>
    referencesIn(limits, file.scenarios[id]?.limits ?? {}).flatMap((reference) => {
      const fault = referenceFault(reference, register)
      const path = `county.json scenarios.${id}.limits.${reference.path.join('.')}`
      return fault === undefined ? [] : [problem(path, fault, remedies[reference.target])]
    }),
  )
}

function repeatedIds(name: TableName, rows: readonly Row<{ id: string }>[]): CountyProblem[] {
  return repeated(rows, ({ value }) => value.id).map(({ line, value: { id } }) =>
    problem(cellPath(name, line, ['id']), `the id "${id}" stands twice`, 'give each line an id of its own'),
  )
}

function repeated<Item>(items: readonly Item[], idOf: (item: Item) => string): Item[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const again = seen.has(idOf(item))
    seen.add(idOf(item))
    return again
  })
}

function isPolygon({ type }: Geometry): boolean {
  return type === 'Polygon' || type === 'MultiPolygon'
}

function areaPath({ properties }: Area): string {
  return `areas.geojson area "${properties.id}"`
}

function problem(path: string, message: string, remedy: string): CountyProblem {
  return { path, message, remedy }
}
