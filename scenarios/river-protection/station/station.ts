import type { BodyOf } from '#domain/observation/kind.ts'
import type { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import type { ItemReading, RiverMemory, StationMemory } from '#scenarios/river-protection/memory.ts'

export const stationsAtMost = 16

/** A value a rule may use, with its own time; or none, where one was due. */
export type Said = { code: string; reading?: ItemReading }

/** What a message says of the water. What the station itself calls no measurement of it is left out. */
export function whatIsSaid(body: BodyOf<typeof waterQuality>, atMs: number): Said[] {
  return Object.entries(body.items).flatMap(([code, { value, qc, ts }]): Said[] => {
    if (qc === 'calibration' || qc === 'maintenance') return []
    if (value === null || qc === 'missing' || qc === 'fault') return [{ code }]
    const ownMs = ts === undefined ? atMs : Math.min(Date.parse(ts), atMs)
    // What was not found is taken as half the limit, as is customary: zero would hide it, the limit would invent it.
    const reading = qc === 'below-detection' ? { value: value / 2, atMs: ownMs, belowDetection: true as const } : { value, atMs: ownMs }
    return [{ code, reading }]
  })
}

/** A station that speaks for the first time. */
export function newStation({ site }: ObservationOf<typeof waterQuality>): StationMemory {
  return { name: site.name, site: site.site, seenMs: 0, newest: {}, sensors: {}, faults: {} }
}

/** The river with one station's memory replaced, within its bounds. */
export function withStation(river: RiverMemory, id: string, station: StationMemory): RiverMemory {
  const stations = Object.entries({ ...river.stations, [id]: station })
  if (stations.length <= stationsAtMost) return { ...river, stations: Object.fromEntries(stations) }
  const silent = stations.filter(([other]) => other !== id).sort(([, a], [, b]) => a.seenMs - b.seenMs)[0]?.[0]
  return { ...river, stations: Object.fromEntries(stations.filter(([other]) => other !== silent)) }
}
