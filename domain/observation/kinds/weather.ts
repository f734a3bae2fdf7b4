import * as z from 'zod'
import { type BodyOf, defineKind } from '#domain/observation/kind.ts'

/** A weather station's reading, hourly or more often. Units are part of the message: m/s read as km/h puts every third fire class wrong. */
export const weather = defineKind({
  name: 'weather',
  title: { zh: '气象站读数', en: 'weather station reading' },
  body: z.object({
    tempC: z.number().min(-60).max(60),
    rhPct: z.number().min(0).max(100),
    wind: z.object({ value: z.number().min(0).max(400), unit: z.enum(['m/s', 'km/h']) }),
    windHeightM: z.number().min(1).max(100).default(10),
    rainMm: z.number().min(0).max(500),
    /** The time over which `rainMm` fell. */
    rainPeriodHours: z
      .number()
      .min(1 / 60)
      .max(24)
      .default(1),
  }),
  units: { tempC: '°C', rhPct: '%', 'wind.value': 'wind.unit', windHeightM: 'm', rainMm: 'mm', rainPeriodHours: 'h' },
  example: { tempC: 24.5, rhPct: 38, wind: { value: 3.2, unit: 'm/s' }, rainMm: 0, rainPeriodHours: 1 },
})

/** The reading's wind in kilometres an hour, whatever unit the station speaks. */
export function windKmhOf({ wind }: BodyOf<typeof weather>): number {
  return wind.unit === 'km/h' ? wind.value : wind.value * 3.6
}
