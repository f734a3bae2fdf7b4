import * as z from 'zod'
import { type AlarmStateV1, alarmStateFromV1, alarmStateSchema } from '#domain/detection/alarm-engine.ts'
import { mapEntries } from '#domain/entries.ts'
import { defineMemory } from '#domain/scenario/memory-definition.ts'

/** One item of a section as it is known now. */
const itemReading = z.strictObject({
  value: z.number(),
  atMs: z.number(),
  /** The value is half the detection limit. */
  belowDetection: z.literal(true).optional(),
})
export type ItemReading = z.infer<typeof itemReading>

/** What can be told of one sensor by itself, in real time. Drift, offset and untrustworthiness cannot. */
const defectType = z.enum(['impossible', 'out-of-range', 'big-spike', 'small-spike', 'flat', 'missing'])
export type DefectType = z.infer<typeof defectType>

/** Defects of a station's sensors by item: what kind, the last times it showed, and whether that was reported for maintenance. */
const sensorDefects = z.record(
  z.string(),
  z.strictObject({ type: defectType, times: z.array(z.number()), isReported: z.literal(true).optional() }),
)
export type SensorDefects = z.infer<typeof sensorDefects>

/** What one sensor was like: its last value that was believed, its usual steps, and a jump that waits to be confirmed. */
const sensorState = z.strictObject({
  value: z.number(),
  atMs: z.number(),
  sameSinceMs: z.number(),
  sameCount: z.number(),
  steps: z.array(z.number()),
  suspect: z.strictObject({ value: z.number(), atMs: z.number() }).optional(),
  /** The newest sample was no measurement; or one that could be came right after such a one, then. */
  back: z.union([z.literal('awaited'), z.strictObject({ atMs: z.number() })]).optional(),
})
export type SensorState = z.infer<typeof sensorState>

/** The last values of an item in the order they came, oldest first. Plain numbers, so that it can be written down. */
const window = z.array(z.number()).readonly()
export type Window = z.infer<typeof window>

/** What one item was like lately, in steps of half its sensor's resolution: whole numbers keep a day in two kilobytes. */
const itemHistory = z.strictObject({
  window,
  /** Time of the newest value in `window` or `held`, epoch ms. */
  keptAtMs: z.number(),
  /** Values that stand out are kept apart; when they go on they become the new history. */
  held: z.strictObject({ sinceMs: z.number(), values: z.array(z.number()) }).optional(),
})
export type ItemHistory = z.infer<typeof itemHistory>

/** The last samples that matter, oldest first: when (epoch ms), and which items stood out. */
const eventSamples = z.array(z.tuple([z.number(), z.array(z.string())]))
export type EventSamples = z.infer<typeof eventSamples>

const eventState = z.strictObject({ items: z.record(z.string(), itemHistory), samples: eventSamples })
export type EventState = z.infer<typeof eventState>

/** An event that is going on: since when, when something last stood out, and the items that moved, in deviations at their most. */
const openEvent = z.strictObject({ sinceMs: z.number(), lastMs: z.number(), items: z.record(z.string(), z.number()) })
export type OpenEvent = z.infer<typeof openEvent>

/** None, and the three colours the system itself may give: red is a person's decision. */
const rank = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
export type Rank = z.infer<typeof rank>

/** How many sets in a row were worse or better than the target, the time of the last one, and the items that were worse. */
const classState = z.strictObject({ worse: z.number(), better: z.number(), setMs: z.number(), items: z.array(z.string()), rank })
export type ClassState = z.infer<typeof classState>

/** What has been reported of a station: since when, how grave, and who else has seen it. */
const warning = z.strictObject({
  onsetMs: z.number(),
  rank,
  items: z.number(),
  confirmedBy: z.string().optional(),
  sampled: z.literal(true).optional(),
})
export type Warning = z.infer<typeof warning>

/** What is remembered of one station: about 15 KB, nearly all of it the histories of its items. */
const station = z.strictObject({
  name: z.string(),
  site: z.strictObject({ lat: z.number(), lon: z.number() }),
  seenMs: z.number(),
  newest: z.record(z.string(), itemReading),
  sensors: z.record(z.string(), sensorState),
  history: eventState.optional(),
  event: openEvent.optional(),
  classes: classState.optional(),
  warning: warning.optional(),
  faults: sensorDefects,
})
export type StationMemory = z.infer<typeof station>

/** What is remembered of one gauge: its last readings and stages, its sensor, and whether it speaks in another datum. */
const gauge = z.strictObject({
  alarm: alarmStateSchema.optional(),
  sensor: sensorState.optional(),
  faults: sensorDefects,
  isDatumWrong: z.literal(true).optional(),
})
export type GaugeState = z.infer<typeof gauge>

/**
 * What one river or lake remembers. All its stations share a memory, since a station downstream confirms one upstream; the
 * longest silent one goes when there are more than fit into 400 KB.
 */
const schema = z.strictObject({ stations: z.record(z.string(), station), gauges: z.record(z.string(), gauge) })
export type RiverMemory = z.infer<typeof schema>
export const riverMemory = defineMemory({ version: 2, schema, upcast: { 1: fromV1 } })

export const emptyRiver: RiverMemory = { stations: {}, gauges: {} }

type SensorDefectsV1 = Record<string, Omit<SensorDefects[string], 'isReported'> & { isTold?: true }>
type HistoryV1 = Omit<EventState, 'samples'> & { looks: EventSamples }
type StationV1 = Omit<StationMemory, 'history' | 'faults'> & { history?: HistoryV1; faults: SensorDefectsV1 }
type GaugeV1 = Omit<GaugeState, 'alarm' | 'faults'> & { alarm?: AlarmStateV1; faults: SensorDefectsV1 }
type RiverV1 = { stations: Record<string, StationV1>; gauges: Record<string, GaugeV1> }

/** What was `told` is reported, and `looks` are `samples`. */
function fromV1({ stations, gauges }: RiverV1): RiverMemory {
  return {
    stations: mapEntries(stations, ({ history, faults, ...rest }) => ({
      ...rest,
      ...(history && { history: { items: history.items, samples: history.looks } }),
      faults: defectsFromV1(faults),
    })),
    gauges: mapEntries(gauges, ({ alarm, faults, ...rest }) => ({
      ...rest,
      ...(alarm && { alarm: alarmStateFromV1(alarm) }),
      faults: defectsFromV1(faults),
    })),
  }
}

function defectsFromV1(older: SensorDefectsV1): SensorDefects {
  return mapEntries(older, ({ isTold, ...rest }) => ({ ...rest, ...(isTold && { isReported: isTold }) }))
}
