import * as z from 'zod'
import { kindReference } from '#domain/county/reference.ts'

/** What a county may set for the watch over its devices. */
export const deviceHealthLimits = z.strictObject({
  /** Measurements that stay exactly the same for this long come from a stuck sensor: real ones carry noise. */
  stuckHours: z.number().min(1).max(168).default(24),
  /** The kinds whose numbers are measurements and never stand still. */
  measuringKinds: z.array(kindReference).default(['weather', 'hot-spot']),
  /** So many changes of a contact within so long are no use of a door but a loose wire; calm for so long ends it. */
  flapping: z
    .strictObject({
      changes: z.number().int().min(4).max(60).default(10),
      withinSeconds: z.number().min(5).max(600).default(60),
      calmSeconds: z.number().min(60).max(86_400).default(600),
    })
    .prefault({}),
  battery: z
    .strictObject({ lowPct: z.number().min(1).max(50).default(15), deadbandPct: z.number().min(0).max(50).default(10) })
    .prefault({}),
  /** So many samples in a row with a clock that cannot be used. */
  wrongClockSamples: z.number().int().min(1).max(20).default(3),
  /** Gateways that speak these kinds: their silence is reported by the scenario that consumes them, and here only their devices are counted in. */
  gatewaysToldElsewhere: z.array(kindReference).default(['gateway-heartbeat']),
  /** A connection that broke and is not back within its grace is reported; so many losses within so long are an unstable one, until it holds. */
  connection: z
    .strictObject({
      graceSeconds: z.number().int().min(10).max(900).default(120),
      losses: z.number().int().min(3).max(50).default(6),
      withinSeconds: z.number().min(60).max(7_200).default(1_800),
      calmSeconds: z.number().min(60).max(86_400).default(3_600),
    })
    .prefault({}),
  certificate: z
    .strictObject({ soonDays: z.number().min(1).max(180).default(30), verySoonDays: z.number().min(0).max(60).default(7) })
    .prefault({}),
})
export type DeviceHealthLimits = z.infer<typeof deviceHealthLimits>
