import * as z from 'zod'

/** What a county may set for the watch over its devices. */
export const deviceHealthLimits = z.strictObject({
  /** Measurements that stay exactly the same for this long come from a stuck sensor: real ones carry noise. */
  stuckHours: z.number().min(1).max(168).default(24),
  /** The kinds whose numbers are measurements and never stand still. */
  measuringKinds: z.array(z.string()).default(['weather', 'hot-spot']),
})
export type DeviceHealthLimits = z.infer<typeof deviceHealthLimits>
