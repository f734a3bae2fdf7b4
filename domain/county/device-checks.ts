import type { AreaKinds } from '#domain/county/area-kinds.ts'
import type { Area } from '#domain/county/county-file.ts'
import type { CountyProblem } from '#domain/county/problem.ts'
import { polygonsOf } from '#domain/geo/area.ts'
import { outlineOf } from '#domain/geo/field-of-view.ts'
import { polygonsMeet } from '#domain/geo/meeting.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Kind } from '#domain/observation/kind.ts'
import { consumes, type Scenario, wholeKeysOf } from '#domain/scenario/scenario.ts'

/** What a device of a county is held against, whether a file lists it or a door registers it. */
export type DeviceGround = { areas: readonly Area[]; kindOf: AreaKinds; scenarios: readonly Scenario[] }

/** Names the place of one of the device's fields. */
type PathOf = (field: string) => string

/** A range in kilometres, a bearing from the wrong side or a site elsewhere shows here: nothing of its areas would be seen. */
export function sightProblems({ site, sees, watches, kinds }: Device, { areas, scenarios }: DeviceGround, at: PathOf): CountyProblem[] {
  const watched = areas.filter(({ properties }) => watches.includes(properties.id))
  // A name that leads nowhere is reported by itself.
  if (!sees || watched.length < watches.length) return []
  const path = at('sees.rangeMetres')
  if (!particularKinds(scenarios).some(({ name, sight }) => sight && kinds.includes(name)))
    return [{ path, message: `a device that says ${kinds.join(', ')} sees no ground`, remedy: 'leave what it sees out' }]
  const polygons = watched.flatMap(({ geometry }) => polygonsOf(geometry))
  if (polygons.length === 0)
    return [{ path, message: 'it watches no area that has a surface', remedy: 'let it watch one, or leave what it sees out' }]
  const outline = outlineOf(site, sees)
  if (polygons.some((polygon) => polygonsMeet(outline, polygon))) return []
  const remedy = 'correct the range (metres), the bearings (degrees clockwise from true north) or the site'
  return [{ path, message: 'it sees nothing of the areas it watches', remedy }]
}

/** A device that every scenario would pass over is as good as blind, and nobody would notice. */
export function hearingProblems(device: Device, { scenarios, kindOf }: DeviceGround, at: PathOf): CountyProblem[] {
  const known = kindsRead(scenarios)
  const unheard = device.kinds.filter((kind) => !known.includes(kind))
  if (unheard.length > 0) {
    return unheard.map((kind) => ({
      path: at('kinds'),
      message: `no scenario reads messages of kind "${kind}"`,
      remedy: `use one of ${known.join(', ')}`,
    }))
  }
  const listeners = scenarios.filter((scenario) => scenario.kinds !== 'all' && device.kinds.some((kind) => consumes(scenario, kind)))
  if (listeners.some((scenario) => looksAt(scenario, device, kindOf))) return []
  return [
    {
      path: at('watches'),
      message: `no scenario would look at what it says: it watches ${device.watches.map((area) => `${area} (${kindOf(area) ?? 'no area'})`).join(', ') || 'nothing'}`,
      remedy: `let it watch an area of a kind they look after, or give that area the kind in areas.geojson: ${listeners.map(looksAfter).join('; ')}`,
    },
  ]
}

/** The names of the kinds that some scenario reads for what they say. */
export function kindsRead(scenarios: readonly Scenario[]): string[] {
  return [...new Set(particularKinds(scenarios).map(({ name }) => name))]
}

/** Without those of scenarios that watch the devices themselves, which hear everything. */
function particularKinds(scenarios: readonly Scenario[]): Kind[] {
  return scenarios.flatMap(({ kinds }) => (kinds === 'all' ? [] : kinds))
}

function looksAfter({ id, areaKinds = [] }: Scenario): string {
  return `${id}: ${areaKinds.join(', ') || 'none'}`
}

/** Whether an ordinary message of the device would belong to any of the scenario's memories. */
function looksAt(scenario: Scenario, device: Device, kindOf: AreaKinds): boolean {
  const said = particularKinds([scenario]).filter(({ name }) => device.kinds.includes(name))
  return said.some(({ body, example }) => wholeKeysOf(scenario, device, body.parse(example), kindOf).length > 0)
}
