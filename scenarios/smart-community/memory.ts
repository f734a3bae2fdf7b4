import * as z from 'zod'
import { type AlarmStateV1, alarmStateFromV1, alarmStateSchema } from '#domain/detection/alarm-engine.ts'
import { dwellSchema } from '#domain/detection/dwell.ts'
import { presenceSamplesSchema } from '#domain/detection/window.ts'
import { mapEntries } from '#domain/entries.ts'
import type { Kind } from '#domain/observation/kind.ts'
import { carbonMonoxide, electrical, floodLevel, gas, manhole, smoke, waterPressure } from '#domain/observation/kinds/safety-sensors.ts'
import { defineMemory } from '#domain/scenario/memory-definition.ts'

/** What is remembered of each channel of each sensor that is not simply calm, by device and channel. */
const points = z.record(z.string(), alarmStateSchema)
export type Points = z.infer<typeof points>

/** The last message of a sensor whose delay runs, so that time alone can finish the sentence. */
const waiting = z.discriminatedUnion('kind', [
  waitingOf(gas),
  waitingOf(carbonMonoxide),
  waitingOf(smoke),
  waitingOf(electrical),
  waitingOf(manhole),
  waitingOf(waterPressure),
  waitingOf(floodLevel),
])
export type Waiting = z.infer<typeof waiting>

/** A point that reached a level: when (epoch ms), its device, its channel, and whether it endangers life. */
const recent = z.tuple([z.number(), z.string(), z.string(), z.boolean()])
export type Recent = z.infer<typeof recent>

/** A lift or a fire lane under one camera: its last samples, how long something has stood there, and whether that was reported. */
const watchedPlace = z.strictObject({
  samples: presenceSamplesSchema,
  dwell: dwellSchema.optional(),
  lastReported: z.literal(true).optional(),
})
export type WatchedPlace = z.infer<typeof watchedPlace>

/** What one building or street remembers. */
const schema = z.strictObject({
  points,
  /** By device and channel. */
  waiting: z.record(z.string(), waiting),
  /** Points that lately reached a level, first first. */
  recent: z.array(recent),
  /** By camera. */
  places: z.record(z.string(), watchedPlace),
  /** Channels that were reported to be out of range. */
  faulty: z.array(z.string()),
  /** Pressed test buttons: counted, never dispatched. */
  tests: z.number(),
})
export type CommunityMemory = z.infer<typeof schema>
export const communityMemory = defineMemory({ version: 2, schema, upcast: { 1: fromV1 } })

export const nothing: CommunityMemory = { points: {}, waiting: {}, recent: [], places: {}, faulty: [], tests: 0 }

function waitingOf<const Name extends string, Body>({ name, body }: Kind<Name, Body>) {
  return z.strictObject({ kind: z.literal(name), name: z.string(), body })
}

type PlaceV1 = Omit<WatchedPlace, 'samples' | 'lastReported'> & { looks: WatchedPlace['samples']; told?: true }
type MemoryV1 = Omit<CommunityMemory, 'points' | 'places'> & { points: Record<string, AlarmStateV1>; places: Record<string, PlaceV1> }

/** What was `told` is `lastReported`, and `looks` are `samples`. */
function fromV1(older: MemoryV1): CommunityMemory {
  return {
    ...older,
    points: mapEntries(older.points, alarmStateFromV1),
    places: mapEntries(older.places, ({ looks, told, ...rest }) => ({ samples: looks, ...rest, ...(told && { lastReported: told }) })),
  }
}
