import { areaKindsOf } from '#domain/county/area-kinds.ts'
import type { County } from '#domain/county/county.ts'
import { kindsOf } from '#domain/county/county-slice.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { advance } from '#domain/scenario/advance.ts'
import { emptyMemory, type KeyMemory } from '#domain/scenario/key-memory.ts'
import { bindCounty, memoryKeysOf, type Scenario } from '#domain/scenario/scenario.ts'
import { loadCounty } from '#local/load-county.ts'
import { scenarios } from '#scenarios/index.ts'

export type DetectorSpeed = { scenario: string; kind: string; observationsPerSecond: number }

const measuredMs = 300
const stepMs = 1_000

/**
 * How many ordinary messages of each kind each detector takes in a second on one core, without reading or storing them: the kind's
 * own example again and again, a second apart, from a device of the demo county under that county's limits.
 */
export function detectorSpeeds(): DetectorSpeed[] {
  const county = loadCounty('demo')
  return scenarios.flatMap((scenario) => {
    const kinds = scenario.kinds === 'all' ? [...kindsOf(scenarios).values()].slice(0, 1) : scenario.kinds
    return kinds.map((kind) => {
      const body = kind.body.parse(kind.example)
      return { scenario: scenario.id, kind: kind.name, observationsPerSecond: speedOf(scenario, kind.name, body, county) }
    })
  })
}

/** A county without such a device is given one that watches nothing. */
function deviceFor(kind: string, { devices }: County): Device {
  const unknown: Device = {
    id: 'd-1',
    name: 'd-1',
    kinds: [kind],
    site: { lat: 30.2, lon: 150.2 },
    watches: [],
    silenceSeconds: 900,
    status: 'active',
  }
  return devices.find(({ kinds, watches }) => kinds.includes(kind) && watches.length > 0) ?? unknown
}

function speedOf(scenario: Scenario, kind: string, body: unknown, county: County): number {
  const facts = { areas: county.areas, offsetMinutes: county.file.time.offsetMinutes }
  const limits = bindCounty(scenario, county.stated.get(scenario.id) ?? scenario.limits.parse({}), facts)
  const site = deviceFor(kind, county)
  const key = memoryKeysOf(scenario, site, body, areaKindsOf(county.areas), limits)[0] ?? 'device:d-1'
  let atMs = Date.UTC(2026, 6, 1)
  let memory: KeyMemory = emptyMemory
  const run = (untilMs: number) => {
    let count = 0
    while (performance.now() < untilMs) {
      for (let batch = 0; batch < 50; batch++, count++) {
        atMs += stepMs
        const seen: Observation = {
          kind,
          key,
          device: site.id,
          site,
          messageId: 'm',
          observedAtMs: atMs,
          receivedAtMs: atMs,
          clock: 'device',
          position: { ...site.site, source: 'reported' },
          lateness: 'timely',
          body,
        }
        memory = advance(scenario, limits, key, memory, seen).memory
      }
    }
    return count
  }
  run(performance.now() + measuredMs / 3) // warm
  const startedAt = performance.now()
  const count = run(startedAt + measuredMs)
  return Math.round((count * 1000) / (performance.now() - startedAt))
}
