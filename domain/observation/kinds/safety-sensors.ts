import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'

/** Somebody pressed the test button: counted, never dispatched. */
const test = z.boolean().default(false)

export const gas = defineKind({
  name: 'gas',
  title: { zh: '可燃气体探测', en: 'combustible gas' },
  body: z.object({
    lelPct: z.number().min(-20).max(200),
    /** The device's own relay has switched. */
    alarm: z.boolean().default(false),
    /** The first minutes after power-on, in which the reading means nothing. */
    warmingUp: z.boolean().default(false),
    test,
  }),
  units: { lelPct: '% of the lower explosive limit' },
  example: { lelPct: 0.4 },
})

export const carbonMonoxide = defineKind({
  name: 'carbon-monoxide',
  title: { zh: '一氧化碳', en: 'carbon monoxide' },
  body: z.object({ ppm: z.number().min(-50).max(10_000), test }),
  units: { ppm: 'ppm' },
  example: { ppm: 2 },
})

export const smoke = defineKind({
  name: 'smoke',
  title: { zh: '火灾探测（烟、温）', en: 'building fire: smoke and heat' },
  body: z.object({
    /** The detector's own contact. */
    alarm: z.boolean(),
    opticalDensityPerM: z.number().min(-1).max(20).optional(),
    tempC: z.number().min(-60).max(1_200).optional(),
    test,
  }),
  units: { opticalDensityPerM: '1/m', tempC: '°C' },
  example: { alarm: false, opticalDensityPerM: 0.002, tempC: 22.5 },
})

export const electrical = defineKind({
  name: 'electrical',
  title: { zh: '电气火灾监控', en: 'electrical fire monitor' },
  body: z.object({ residualMa: z.number().min(-10).max(100_000), cableC: z.number().min(-60).max(500).optional(), test }),
  units: { residualMa: 'mA', cableC: '°C' },
  example: { residualMa: 38, cableC: 31 },
})

export const manhole = defineKind({
  name: 'manhole',
  title: { zh: '井盖', en: 'manhole cover' },
  body: z.object({ tiltDeg: z.number().min(-180).max(180), waterPct: z.number().min(0).max(100).optional(), test }),
  units: { tiltDeg: '°', waterPct: '% of the shaft' },
  example: { tiltDeg: 1.5, waterPct: 10 },
})

export const waterPressure = defineKind({
  name: 'water-pressure',
  title: { zh: '消防水压', en: 'hydrant pressure' },
  body: z.object({ mpa: z.number().min(-0.1).max(10), test }),
  units: { mpa: 'MPa' },
  example: { mpa: 0.32 },
})

export const floodLevel = defineKind({
  name: 'flood-level',
  title: { zh: '积水深度', en: 'flooding depth' },
  body: z.object({ depthCm: z.number().min(-5).max(1_000), test }),
  units: { depthCm: 'cm above the road' },
  example: { depthCm: 0 },
})

export const access = defineKind({
  name: 'access',
  title: { zh: '门禁通行', en: 'passage through a controlled door' },
  body: z.object({ swipes: z.number().int().min(0).max(100), persons: z.number().int().min(0).max(100), test }),
  units: { swipes: '1', persons: '1' },
  example: { swipes: 1, persons: 1 },
})
