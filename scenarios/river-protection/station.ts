import type { AlarmState } from '#domain/detection/alarm-engine.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import type { ClassState } from '#scenarios/river-protection/class-watch.ts'
import type { EventState } from '#scenarios/river-protection/event.ts'
import type { OpenEvent } from '#scenarios/river-protection/event-watch.ts'
import type { Faults } from '#scenarios/river-protection/faults.ts'
import type { ItemReading } from '#scenarios/river-protection/quality-class.ts'
import type { SensorState } from '#scenarios/river-protection/sensor-quality.ts'
import type { Warning } from '#scenarios/river-protection/warning.ts'

/** What is remembered of one station: about 15 KB, nearly all of it the histories of its items. */
export type StationMemory = {
  name: string
  site: { lat: number; lon: number }
  seenMs: number
  newest: Record<string, ItemReading>
  sensors: Record<string, SensorState>
  history?: EventState
  event?: OpenEvent
  classes?: ClassState
  warning?: Warning
  faults: Faults
}

/** What is remembered of one gauge: its last readings and stages, its sensor, and whether it speaks in another datum. */
export type GaugeState = { alarm?: AlarmState; sensor?: SensorState; faults: Faults; isDatumWrong?: true }

/**
 * What one river or lake remembers. All its stations share a memory, since a station downstream confirms one upstream; the
 * longest silent one goes when there are more than fit into 400 KB.
 */
export type RiverMemory = { stations: Record<string, StationMemory>; gauges: Record<string, GaugeState> }

export const stationsAtMost = 16
export const emptyRiver: RiverMemory = { stations: {}, gauges: {} }

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
