import * as z from 'zod'
import { type PresenceSamples, presenceSamplesSchema } from '#domain/detection/window.ts'
import { defineMemory } from '#domain/scenario/memory-definition.ts'

/** The three moisture codes that a day hands to the next. */
const moistureCodesSchema = z.strictObject({ ffmc: z.number(), dmc: z.number(), dc: z.number() })
export type MoistureCodes = z.infer<typeof moistureCodesSchema>

const fireWeatherSchema = moistureCodesSchema.extend({ isi: z.number(), bui: z.number(), fwi: z.number(), dsr: z.number() })
export type FireWeather = z.infer<typeof fireWeatherSchema>

/** Rain that was reported, by the time of the report, so that a repeated or corrected report counts once. */
const rainSchema = z.array(z.tuple([z.number(), z.number()]))

/** One fire day: it ends at noon of its date, and its rain fell since the noon before. */
const fireDaySchema = z.strictObject({
  /** Days since 1970-01-01 in local time. */
  date: z.number(),
  noon: z.strictObject({ atMs: z.number(), tempC: z.number(), rhPct: z.number(), windKmh: z.number() }).optional(),
  rain: rainSchema,
  result: fireWeatherSchema.optional(),
  /** observed: from its own noon; carried: the noon is missing, codes of the day before; restarted: nothing known before. */
  quality: z.enum(['observed', 'carried', 'restarted']),
})
export type FireDay = z.infer<typeof fireDaySchema>

/** The chain of days, oldest first, without gaps; `before` are the codes the first day starts from. */
const weatherChainSchema = z.strictObject({ before: moistureCodesSchema, days: z.array(fireDaySchema) })
export type WeatherChain = z.infer<typeof weatherChainSchema>

/** What one hour hands to the next: moisture contents in percent, and the shower so far. */
const hourlyStateSchema = z.strictObject({
  finePct: z.number(),
  duffPct: z.number(),
  droughtPct: z.number(),
  /** Rain since the shower began, mm; a shower ends after five dry hours. */
  showerMm: z.number(),
  dryHours: z.number(),
})
export type HourlyState = z.infer<typeof hourlyStateSchema>

/** The weather of one hour (hours since 1970), as its latest reading says, and every report of its rain. */
const hourSchema = z.strictObject({
  hour: z.number(),
  atMs: z.number(),
  tempC: z.number(),
  rhPct: z.number(),
  windKmh: z.number(),
  rain: rainSchema,
})
export type Hour = z.infer<typeof hourSchema>

/** The last days by the hour, oldest first; `before` is the state that the first of them starts from. */
const hourlyLineSchema = z.strictObject({
  before: hourlyStateSchema,
  hours: z.array(hourSchema),
  now: z.strictObject({ atMs: z.number(), weather: fireWeatherSchema }).optional(),
})
export type HourlyLine = z.infer<typeof hourlyLineSchema>

const dangerClassSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])
export type DangerClass = z.infer<typeof dangerClassSchema>

/** The day's danger: its class, the index behind it, how good the weather was, and the noon it is valid from. */
const dangerSchema = z.strictObject({
  date: z.number(),
  class: dangerClassSchema,
  fwi: z.number(),
  quality: z.enum(['observed', 'restarted']),
  noonMs: z.number(),
})
export type Danger = z.infer<typeof dangerSchema>

const sightSchema = z.strictObject({
  atMs: z.number(),
  class: z.enum(['smoke', 'flame']),
  score: z.number(),
  bearingDeg: z.number().optional(),
  lat: z.number(),
  lon: z.number(),
})
export type Sight = z.infer<typeof sightSchema>

/** What one camera has lately seen: whether each of its last frames showed it, and the best sight among them. */
const sightingSchema = z.strictObject({
  samples: presenceSamplesSchema,
  confirmedAtMs: z.number().optional(),
  best: sightSchema.optional(),
})
export type Sighting = z.infer<typeof sightingSchema>

/** What one radiometer has lately felt. */
const heatSchema = z.strictObject({
  samples: presenceSamplesSchema,
  tMaxC: z.number(),
  excessK: z.number(),
  azimuthDeg: z.number().optional(),
  confirmedAtMs: z.number().optional(),
})
export type Heat = z.infer<typeof heatSchema>

/** What one forest remembers. */
const fireMemorySchema = z.strictObject({
  weather: weatherChainSchema.optional(),
  /** The hourly index, beside the daily one that decides. */
  hourly: hourlyLineSchema.optional(),
  danger: dangerSchema.optional(),
  /** Cameras that lately saw smoke or flame, and radiometers that lately felt heat. */
  cameras: z.record(z.string(), sightingSchema),
  radiometers: z.record(z.string(), heatSchema),
})
export type FireMemory = z.infer<typeof fireMemorySchema>

type WithLooks<Seen> = Omit<Seen, 'samples'> & { looks: PresenceSamples }
type FireMemory1 = Omit<FireMemory, 'cameras' | 'radiometers'> & {
  cameras: Record<string, WithLooks<Sighting>>
  radiometers: Record<string, WithLooks<Heat>>
}

/** Version 1 called the samples of a camera and of a radiometer `looks`. */
function fromVersion1({ cameras, radiometers, ...rest }: FireMemory1): FireMemory {
  const seen = Object.entries(cameras).map(([device, { looks, ...sighting }]) => [device, { samples: looks, ...sighting }])
  const felt = Object.entries(radiometers).map(([device, { looks, ...heat }]) => [device, { samples: looks, ...heat }])
  return { ...rest, cameras: Object.fromEntries(seen), radiometers: Object.fromEntries(felt) }
}

export const fireMemory = defineMemory({ version: 2, schema: fireMemorySchema, upcast: { 1: fromVersion1 } })
