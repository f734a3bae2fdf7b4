import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'
import { unitProblem } from '#domain/observation/kinds/water-items.ts'

const itemReading = z.object({
  /** Below the detection limit: the limit itself, with `qc: 'below-detection'`. No reading where one was due: null. */
  value: z.number().nullable(),
  unit: z.string({ error: 'the unit is missing' }).min(1, 'the unit is missing').max(16),
  /** Why the value is not simply a measurement. */
  qc: z.enum(['ok', 'below-detection', 'calibration', 'maintenance', 'fault', 'missing']).default('ok'),
  /** When this item was measured, if not at the message's own time: analysers need hours, probes seconds. */
  ts: z.iso.datetime({ offset: true }).optional(),
})

/** One look of a water station, or one sample of a laboratory. Units are part of it: µg/L read as mg/L is a thousandfold alarm. */
export const waterQuality = defineKind({
  name: 'water-quality',
  title: { zh: '水质监测数据', en: 'water quality reading' },
  body: z.object({
    items: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,31}$/), itemReading).superRefine((items, context) => {
      for (const [code, { unit }] of Object.entries(items)) {
        const message = unitProblem(code, unit)
        if (message) context.addIssue({ code: 'custom', message, path: [code, 'unit'] })
      }
      const count = Object.keys(items).length
      if (count === 0 || count > 40) context.addIssue({ code: 'custom', message: `${count} items; 1 to 40 are taken` })
    }),
    method: z.enum(['online', 'manual']).default('online'),
    /** The station is being serviced: nothing it says now is about the water. */
    maintenance: z.boolean().default(false),
    /** For a sample taken by hand: the device whose section it belongs to. */
    station: z.string().min(1).max(63).optional(),
  }),
  units: { 'items.*.value': 'items.*.unit' },
  example: {
    method: 'online',
    items: {
      pH: { value: 7.62, unit: '1' },
      DO: { value: 8.1, unit: 'mg/L' },
      CODMn: { value: 1.9, unit: 'mg/L', ts: '2026-06-01T08:00:00+08:00' },
      NH3N: { value: 0.02, unit: 'mg/L', qc: 'below-detection' },
      TP: { value: 0.06, unit: 'mg/L' },
    },
  },
})
