import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'

/** A tower radiometer's hottest spot against the background around it, both in one frame. */
export const hotSpot = defineKind({
  name: 'hot-spot',
  title: { zh: '热点辐射计读数', en: 'hot-spot radiometer reading' },
  body: z.object({
    tMaxC: z.number().min(-60).max(1_500),
    backgroundMedianC: z.number().min(-60).max(150),
    /** Median absolute deviation of the background. */
    backgroundMadC: z.number().min(0).max(100),
    azimuthDeg: z.number().min(0).max(360).optional(),
    elevationDeg: z.number().min(-90).max(90).optional(),
  }),
  units: { tMaxC: '°C', backgroundMedianC: '°C', backgroundMadC: '°C', azimuthDeg: '°', elevationDeg: '°' },
  sight: true,
  example: { tMaxC: 31.5, backgroundMedianC: 24.1, backgroundMadC: 0.8, azimuthDeg: 210 },
})
