import * as z from 'zod'
import { type AlarmStateV1, alarmStateFromV1, alarmStateSchema } from '#domain/detection/alarm-engine.ts'
import type { Step } from '#domain/detection/detector.ts'
import { presenceSamplesSchema } from '#domain/detection/window.ts'
import { mapEntries } from '#domain/entries.ts'
import { defineMemory } from '#domain/scenario/memory-definition.ts'

/** A suspected fall: the question that was put to its wearer, and how far it has gone. */
const fallCall = z.strictObject({
  commandId: z.string(),
  impactMs: z.number(),
  askedMs: z.number(),
  site: z.string(),
  state: z.enum(['asked', 'alarmed', 'emergency']),
})
export type FallCall = z.infer<typeof fallCall>

/** Longest quiet gap that began in each hour of a day, minutes; 0 is none. The day is counted by the county's clock. */
const day = z.tuple([z.number(), z.array(z.number())])
export type Day = z.infer<typeof day>

/** How a home lives: when somebody last moved, whether everybody is out, its quiet gaps of the last weeks. */
const routine = z.strictObject({
  days: z.array(day),
  /** The last indoor movement, and the sensor that saw it. */
  lastMs: z.number().optional(),
  by: z.string().optional(),
  /** The entrance was used and nobody has moved indoors since. */
  awayMs: z.number().optional(),
  /** When the quiet is looked at next. */
  dueMs: z.number().optional(),
  /** An automatic call that waits for an answer, or an alarm that came of it. */
  check: z.strictObject({ commandId: z.string(), state: z.enum(['asked', 'alarmed']) }).optional(),
  /** The sensors were not heard, so the quiet of this time counts for nothing. */
  blind: z.literal(true).optional(),
  /** It was reported that every sensor is silent. */
  unseen: z.literal(true).optional(),
})
export type Routine = z.infer<typeof routine>

/** Something that has begun in a room: since when, the sensor that saw it begin, and whether it was reported. */
const span = z.strictObject({ sinceMs: z.number(), by: z.string(), lastReported: z.literal(true).optional() })
export type Span = z.infer<typeof span>

/** What may be going on too long, or at the wrong time. */
const rooms = z.strictObject({ bathroom: span.optional(), door: span.optional(), 'night-exit': span.optional() })
export type Rooms = z.infer<typeof rooms>
export type RoomRule = keyof Rooms

/** Where a wearer was of late: only whether inside or outside is kept, never the places. */
const whereabouts = z.strictObject({
  samples: presenceSamplesSchema,
  fixMs: z.number(),
  watched: z.literal(true).optional(),
  outside: z.literal(true).optional(),
  lost: z.literal(true).optional(),
})
export type Whereabouts = z.infer<typeof whereabouts>

/** When each sensor and the gateway were last heard (server's time), their permitted silence (ms), and which is the gateway. */
const heard = z.record(z.string(), z.tuple([z.number(), z.number(), z.literal(true).optional()]))
export type Heard = z.infer<typeof heard>

/** What one home, or one person with a device of their own, remembers. Whatever tells of a life is there only with a consent. */
const home = z.strictObject({
  falls: z.record(z.string(), fallCall),
  /** Presses of each button that still belong together. */
  sos: z.record(z.string(), z.strictObject({ firstMs: z.number(), lastMs: z.number() })),
  fires: z.record(z.string(), alarmStateSchema),
  routine,
  rooms,
  whereabouts: z.record(z.string(), whereabouts),
  /** The level last told, by device. */
  vitals: z.record(z.string(), z.string()),
  heard,
  /** Devices whose consent is missing or has ended, as it was told. */
  withoutConsent: z.record(z.string(), z.enum(['missing', 'ended'])),
  /** Pressed test buttons: counted, never dispatched. */
  tests: z.number(),
})
export type HomeMemory = z.infer<typeof home>
export type HomeStep = Step<HomeMemory>

export const nothing: HomeMemory = {
  falls: {},
  sos: {},
  fires: {},
  routine: { days: [] },
  rooms: {},
  whereabouts: {},
  vitals: {},
  heard: {},
  withoutConsent: {},
  tests: 0,
}

/** What is known of a gateway: when it and each of its homes was last heard (server's time), and what was last reported of it. */
const gateway = z.strictObject({
  /** Whatever came through it shows that it lives; its permitted silence is known once it has spoken itself. */
  heardMs: z.number(),
  silenceMs: z.number().optional(),
  /** When each home was last heard, and its permitted silence, ms. */
  homes: z.record(z.string(), z.tuple([z.number(), z.number()])),
  dueMs: z.number().optional(),
  lastReported: z.enum(['gateway', 'homes']).optional(),
})
export type GatewayMemory = z.infer<typeof gateway>

const schema = z.union([home, gateway])
export type CareMemory = z.infer<typeof schema>
export const careMemory = defineMemory({ version: 2, schema, upcast: { 1: fromV1 } })

type SpanV1 = Omit<Span, 'lastReported'> & { told?: true }
type HomeV1 = Omit<HomeMemory, 'fires' | 'rooms' | 'whereabouts'> & {
  fires: Record<string, AlarmStateV1>
  rooms: Record<string, SpanV1>
  whereabouts: Record<string, Omit<Whereabouts, 'samples'> & { looks: Whereabouts['samples'] }>
}
type GatewayV1 = Omit<GatewayMemory, 'lastReported'> & { told?: GatewayMemory['lastReported'] }

/** What was `told` is `lastReported`, and `looks` are `samples`. */
function fromV1(older: HomeV1 | GatewayV1): CareMemory {
  if ('heardMs' in older) {
    const { told, ...rest } = older
    return { ...rest, ...(told && { lastReported: told }) }
  }
  return {
    ...older,
    fires: mapEntries(older.fires, alarmStateFromV1),
    rooms: mapEntries(older.rooms, ({ told, ...rest }) => ({ ...rest, ...(told && { lastReported: told }) })),
    whereabouts: mapEntries(older.whereabouts, ({ looks, ...rest }) => ({ samples: looks, ...rest })),
  }
}
