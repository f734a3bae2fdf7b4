import * as z from 'zod'
import type { Scenario } from '#domain/detection/scenario.ts'
import { areaContains, geometrySchema } from '#domain/geo/area.ts'
import type { Position } from '#domain/geo/position.ts'
import { type Device, deviceSchema } from '#domain/observation/device.ts'
import { roleSchema, rolesMayBeHeldTogether } from '#domain/people/principal.ts'
import { textSchema } from '#domain/text.ts'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens')

/** `county.json`: what is true of one county only. Strict: an unknown key is an error that names its path. */
export const countyFileSchema = z.strictObject({
  id,
  name: textSchema,
  /** GB/T 2260 code of six digits. */
  adcode: z.string().regex(/^\d{6}$/, 'six digits of GB/T 2260'),
  /** A drill county never speaks to the public. */
  status: z.enum(['drill', 'production']),
  time: z.strictObject({ zone: z.string().min(1), offsetMinutes: z.number().int().min(-720).max(840) }),
  /** The coordinates of every file; GCJ-02 and BD-09 are hundreds of metres off and are refused. */
  crs: z.literal('WGS-84'),
  /** Id of the area that is the county's boundary. */
  boundary: id,
  map: z.strictObject({ approvalNo: z.string().min(1).optional(), source: z.string().min(1) }),
  identity: z.strictObject({ issuer: z.url(), audience: z.string().min(1), rolesClaim: z.string().min(1).default('roles') }).optional(),
  agencies: z.array(z.strictObject({ id, name: textSchema })).default([]),
  scenarios: z.record(
    z.string(),
    z.strictObject({ enabled: z.boolean().default(true), limits: z.record(z.string(), z.unknown()).default({}) }),
  ),
  archiveDays: z.number().int().min(7).max(3_650).default(90),
})
export type CountyFile = z.infer<typeof countyFileSchema>

export const areaSchema = z.strictObject({
  type: z.literal('Feature'),
  id: id.optional(),
  geometry: geometrySchema,
  properties: z.looseObject({ id, kind: z.string().min(1), name: textSchema }),
})
export type Area = z.infer<typeof areaSchema>

export const areasFileSchema = z.strictObject({ type: z.literal('FeatureCollection'), features: z.array(areaSchema) })

/** One line of `people.csv`; telephone numbers and identity numbers have no place in it. */
export const personSchema = z.strictObject({
  id,
  name: z.string().min(1).max(40),
  roles: z.array(roleSchema).min(1),
  agency: id.optional(),
})
export type Person = z.infer<typeof personSchema>

export type County = {
  file: CountyFile
  areas: Area[]
  devices: Device[]
  people: Person[]
  limits: ReadonlyMap<string, unknown>
  enabled: readonly string[]
}

/** Something wrong in a county's files: where, what, and what to do. */
export type CountyProblem = { path: string; message: string; remedy: string }

export type CountySources = { county: unknown; areas: unknown; devices: Record<string, string>[]; people: Record<string, string>[] }

/** A county from its four files, or everything that is wrong with them. */
export function parseCounty(
  sources: CountySources,
  scenarios: readonly Scenario[],
): { ok: true; county: County } | { ok: false; problems: CountyProblem[] } {
  const problems: CountyProblem[] = []
  const file = checked(countyFileSchema, sources.county, 'county.json', problems)
  const areas = checked(areasFileSchema, sources.areas, 'areas.geojson', problems)?.features ?? []
  const devices = sources.devices.flatMap(
    (row, index) => checked(deviceSchema, deviceRow(row), `devices.csv line ${index + 2}`, problems) ?? [],
  )
  const people = sources.people.flatMap(
    (row, index) => checked(personSchema, personRow(row), `people.csv line ${index + 2}`, problems) ?? [],
  )
  if (!file) return { ok: false, problems }
  const limits = limitsOf(file, scenarios, problems)
  problems.push(...crossChecks(file, areas, devices, people))
  if (problems.length > 0) return { ok: false, problems }
  const enabled = scenarios
    .filter((scenario) => file.scenarios[scenario.id]?.enabled ?? scenario.kinds === 'all')
    .map((scenario) => scenario.id)
  return { ok: true, county: { file, areas, devices, people, limits, enabled } }
}

/** Whether a position may be a device's: inside the boundary, or where the county has none, anywhere. */
export function covers(county: Pick<County, 'file' | 'areas'>, position: Position): boolean {
  const boundary = county.areas.find(({ properties }) => properties.id === county.file.boundary)
  return boundary ? areaContains(boundary.geometry, position) : true
}

function checked<T>(schema: z.ZodType<T>, value: unknown, file: string, problems: CountyProblem[]): T | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : ''
    problems.push({
      path: [file, issue.path.join('.')].filter(Boolean).join(' '),
      message: issue.message,
      remedy: unknownKeys ? `remove ${unknownKeys}, or correct its spelling` : 'correct the value; docs/county.md describes every field',
    })
  }
  return undefined
}

function limitsOf(file: CountyFile, scenarios: readonly Scenario[], problems: CountyProblem[]): Map<string, unknown> {
  for (const name of Object.keys(file.scenarios)) {
    if (!scenarios.some((scenario) => scenario.id === name)) {
      problems.push({
        path: `county.json scenarios.${name}`,
        message: 'there is no such scenario',
        remedy: `use one of ${scenarios.map((scenario) => scenario.id).join(', ')}`,
      })
    }
  }
  return new Map(
    scenarios.map((scenario) => [
      scenario.id,
      checked(scenario.limits, file.scenarios[scenario.id]?.limits ?? {}, `county.json scenarios.${scenario.id}.limits`, problems),
    ]),
  )
}

function crossChecks(file: CountyFile, areas: Area[], devices: Device[], people: Person[]): CountyProblem[] {
  const problems: CountyProblem[] = []
  const areaIds = new Set(areas.map(({ properties }) => properties.id))
  const deviceIds = new Set(devices.map((device) => device.id))
  const say = (path: string, message: string, remedy: string) => problems.push({ path, message, remedy })
  if (!areaIds.has(file.boundary)) say('county.json boundary', `no area "${file.boundary}"`, 'name the boundary area of areas.geojson')
  duplicates(areas.map(({ properties }) => properties.id)).forEach((name) => {
    say('areas.geojson', `area id "${name}" stands twice`, 'give each area an id of its own')
  })
  duplicates(devices.map((device) => device.id)).forEach((name) => {
    say('devices.csv', `device id "${name}" stands twice`, 'give each device an id of its own')
  })
  devices.forEach((device, index) => {
    const line = `devices.csv line ${index + 2}`
    for (const area of device.watches)
      if (!areaIds.has(area)) say(`${line} watches`, `no area "${area}"`, 'add the area to areas.geojson or correct the id')
    if (device.parent && !deviceIds.has(device.parent))
      say(`${line} parent`, `no device "${device.parent}"`, 'register the gateway in devices.csv too')
    if (areaIds.has(file.boundary) && !covers({ file, areas }, device.site)) {
      const swapped = covers({ file, areas }, { lat: device.site.lon, lon: device.site.lat })
      say(
        `${line} lat, lon`,
        'the site lies outside the county',
        swapped ? 'latitude and longitude are swapped' : 'correct the position; coordinates are WGS-84, not GCJ-02',
      )
    }
  })
  people.forEach((person, index) => {
    if (!rolesMayBeHeldTogether(person.roles))
      say(
        `people.csv line ${index + 2} roles`,
        'sysadmin, secadmin and auditor must be different people',
        'give one of the roles to somebody else',
      )
  })
  return problems
}

function deviceRow({
  id: name,
  name: title,
  kinds,
  lat,
  lon,
  watches,
  parent,
  silence_seconds: silence,
  ...rest
}: Record<string, string>): unknown {
  const number = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : Number(text))
  return {
    id: name,
    name: title,
    kinds: words(kinds),
    site: { lat: number(lat), lon: number(lon) },
    watches: words(watches),
    ...(parent && { parent }),
    ...(number(silence) !== undefined && { silenceSeconds: number(silence) }),
    ...rest,
  }
}

function personRow({ roles, agency, ...rest }: Record<string, string>): unknown {
  return { ...rest, roles: words(roles), ...(agency && { agency }) }
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter(Boolean)
}

function duplicates(ids: string[]): Set<string> {
  return new Set(ids.filter((name, index) => ids.indexOf(name) !== index))
}
