import * as z from 'zod'
import type { AlarmProfile } from '#domain/detection/alarm-engine.ts'
import { perLimits } from '#domain/detection/per-limits.ts'

/**
 * How a room's fire is recognised from smoke and heat, for homes and for public buildings. The defaults were judged by NIST's house
 * fires against the alarms that hung in the same rooms; these fires hold no cooking, so they say how fast, not how often wrong.
 */
export const roomFireLimits = z.strictObject({
  /** Obscuration by smoke, 1/m; 0.05 is the sensitive end of what photoelectric alarms are set to. */
  opticalDensityPerM: z.number().min(0.01).max(2).default(0.05),
  /** Warming within a minute, K; the class of a rate-of-rise detector. */
  riseKPerMinute: z.number().min(2).max(30).default(5),
  /** Fixed temperature, °C (EN 54-5 class A1: 54–65). */
  hotC: z.number().min(45).max(100).default(57),
})
export type RoomFireLimits = z.infer<typeof roomFireLimits>

/** What a room's readings can say of fire: the contact of the detector itself, its smoke, its heat. */
export const roomFireProfiles = perLimits((limits: RoomFireLimits): { contact: AlarmProfile; smoke: AlarmProfile; heat: AlarmProfile } => {
  const offDelaySeconds = 60
  const above = (level: string, limit: number, deadband: number) =>
    ({ level, when: { type: 'above', limit, deadband }, onDelaySeconds: 0, offDelaySeconds }) as const
  return {
    contact: { range: [0, 1], rules: [above('fire', 1, 0)] },
    smoke: { range: [-0.5, 20], rules: [above('fire', limits.opticalDensityPerM, limits.opticalDensityPerM / 4)] },
    heat: {
      range: [-40, 1_200],
      rules: [
        {
          level: 'fire',
          when: { type: 'rise', by: limits.riseKPerMinute, withinSeconds: 60, deadband: limits.riseKPerMinute / 4 },
          onDelaySeconds: 0,
          offDelaySeconds,
        },
        above('hot', limits.hotC, 5),
      ],
    },
  }
})
