import * as z from 'zod'
import { areaReference, deviceThatSays } from '#domain/county/reference.ts'
import { levelDatums, waterLevel } from '#domain/observation/kinds/water-level.ts'
import { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import type { Grade } from '#scenarios/river-protection/classes/gb3838.ts'

const samples = z.number().int().min(1).max(720)
const kOfN = z
  .strictObject({ need: samples, of: samples })
  .refine(({ need, of }) => need <= of && of <= 60, 'need must not exceed of, and of at most 60')

/**
 * Least difference that is believed, by item and in the item's unit: the sensor's resolution, or where that is finer than its
 * noise, the noise. Only items named here are watched for events; temperature, flow and level are context and never are.
 */
const resolutions = {
  pH: 0.01,
  DO: 0.05,
  conductivity: 1,
  turbidity: 0.005,
  redox: 1,
  CODMn: 0.1,
  NH3N: 0.02,
  TP: 0.005,
  TN: 0.05,
  chlorineDioxide: 0.01,
  chlorineDioxide2: 0.002,
}

export const eventLimits = z.strictObject({
  resolutions: z
    .record(z.string(), z.number().positive())
    .default(resolutions)
    .refine((items) => Object.keys(items).length <= 12, 'at most 12 items, so that a river stays within its memory'),
  windowSamples: z.number().int().min(30).max(360).default(360),
  /** Quiet samples enter the history this far apart. Longer costs fewer writes of a station that speaks each minute, and finds less. */
  historyEverySeconds: z.number().int().min(0).max(86_400).default(60),
  /** Fewer samples than this judge nothing. */
  leastSamples: samples.default(30),
  outlierDeviations: z.number().min(3).max(100).default(10),
  profile: z.enum(['fast', 'quiet']).default('fast'),
  profiles: z
    .strictObject({ fast: kOfN.default({ need: 2, of: 3 }), quiet: kOfN.default({ need: 4, of: 6 }) })
    .default({ fast: { need: 2, of: 3 }, quiet: { need: 4, of: 6 } }),
  /** A change that lasts this long, in hours and in samples, is the new level. */
  newLevelAfterHours: z.number().min(0.5).max(168).default(4),
  newLevelAfterSamples: samples.default(12),
})
export type EventLimits = z.infer<typeof eventLimits>

const range = z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, 'the first must be below the second')

/** Outside these a value is no measurement: below zero, a probe out of the water, beyond what the principle can show. */
const possible = {
  pH: [0, 14],
  DO: [0, 30],
  DOsat: [0, 300],
  temperature: [-1, 45],
  conductivity: [5, 100_000],
  turbidity: [0.001, 10_000],
  CODMn: [1e-6, 1_000],
  NH3N: [1e-6, 1_000],
  TP: [1e-6, 500],
  TN: [1e-6, 1_000],
  level: [0.001, 9_000],
} satisfies Record<string, [number, number]>

/** Outside these somebody should look at the sensor; the value still counts, since a spill may be just that extreme. */
const plausible = {
  pH: [4, 11],
  DO: [0.05, 20],
  temperature: [0, 40],
  conductivity: [10, 5_000],
  turbidity: [0.001, 4_000],
} satisfies Record<string, [number, number]>

export const qualityLimits = z.strictObject({
  possible: z.record(z.string(), range).default(possible),
  plausible: z.record(z.string(), range).default(plausible),
  /** Least spread of a sensor's steps that is believed, in the item's unit; an item without one has no spikes. */
  resolutions: z.record(z.string(), z.number().positive()).default({ ...resolutions, turbidity: 0.1, level: 0.01 }),
  /** A big spike doubles or halves the value and is this many usual steps off; a small one only the latter. */
  bigSpikeDeviations: z.number().min(1).max(100).default(3),
  smallSpikeDeviations: z.number().min(3).max(100).default(12),
  stepsKept: samples.max(60).default(30),
  leastSteps: samples.max(60).default(5),
  keepEverySeconds: z.number().int().min(0).max(86_400).default(240),
  /** Probes that never stand still; an analyser may well find 0.05 mg/L a dozen times, and a pool keep its level for ten days. */
  flatItems: z.array(z.string()).default(['pH', 'DO', 'conductivity', 'turbidity', 'redox']),
  /** Exactly the same value for this long, in hours and in samples. */
  flatAfterHours: z.number().min(1).max(720).default(24),
  flatAfterSamples: samples.default(12),
  /** So many spikes, gaps or implausible values within a day are a case for maintenance; impossible and flat are at once. */
  timesInDay: z.number().int().min(1).max(20).default(3),
})
export type QualityLimits = z.infer<typeof qualityLimits>

const classLimits = z.strictObject({
  /** Without a fresh value of each of these there is no class; the five that every automatic station has. */
  requiredItems: z.array(z.string()).min(1).default(['pH', 'DO', 'CODMn', 'NH3N', 'TP']),
  /** Analysers report every four hours; older than one and a half such rounds says nothing about now. */
  oldestHours: z.number().min(0.5).max(168).default(6),
  /** Values of the same items closer together than this are one set. */
  setMinutes: z.number().int().min(1).max(1_440).default(30),
  /** One class worse than the target has to be seen in so many sets in a row, and so many better ones end a warning. */
  worseSets: samples.max(20).default(2),
  betterSets: samples.max(20).default(2),
})

/** What a station is, where it stands, and which stations its water reaches next. */
const stationFacts = z.strictObject({
  section: areaReference.optional(),
  water: z.enum(['river', 'lake']).default('river'),
  targetClass: z.custom<Grade>((value) => [1, 2, 3, 4, 5].includes(value as number), 'a class from 1 to 5').default(3),
  countsTotalNitrogen: z.boolean().default(false),
  /** At a drinking-water intake, or upstream of one. */
  intake: z.boolean().default(false),
  downstream: z
    .array(
      z
        .strictObject({ station: deviceThatSays(waterQuality.name), fromMinutes: z.number().min(0), toMinutes: z.number().max(10_080) })
        .refine(({ fromMinutes, toMinutes }) => fromMinutes < toMinutes, 'fromMinutes must be below toMinutes'),
    )
    .max(8)
    .default([]),
})
export type StationFacts = z.infer<typeof stationFacts>
export const unknownStation = stationFacts.parse({})

/** A gauge's stages have no default: they are the county's, in the datum of its gauge. */
const gaugeFacts = z
  .strictObject({
    section: areaReference.optional(),
    datum: z.enum(levelDatums),
    /** 警戒水位 and 保证水位. */
    warningM: z.number(),
    guaranteeM: z.number(),
    /** The level has to fall this far below a stage before the stage is left. */
    deadbandM: z.number().min(0.01).max(5).default(0.1),
    /** How long a stage has to hold, and to be left, beside the middle one of three readings. */
    onDelaySeconds: z.number().int().min(0).max(86_400).default(0),
    offDelaySeconds: z.number().int().min(0).max(86_400).default(1_800),
    /** Rising fast: so much above the lowest of the last minutes; an hour, and what an hourly gauge may be late. */
    riseM: z.number().min(0.01).max(50).default(0.5),
    riseMinutes: z.number().int().min(10).max(1_440).default(65),
  })
  .refine(({ warningM, guaranteeM }) => warningM < guaranteeM, 'warningM must be below guaranteeM')
export type GaugeFacts = z.infer<typeof gaugeFacts>

/** What a county may set for its rivers and lakes; everything but the stages of its gauges has a default. */
export const riverProtectionLimits = z.strictObject({
  event: eventLimits.prefault({}),
  quality: qualityLimits.prefault({}),
  classes: classLimits.prefault({}),
  stations: z.record(deviceThatSays(waterQuality.name), stationFacts).default({}),
  gauges: z.record(deviceThatSays(waterLevel.name), gaugeFacts).default({}),
  /** An event is over when nothing has stood out for this long. */
  clearAfterMinutes: z.number().int().min(1).max(1_440).default(60),
  /** A defect that has not shown for this long is gone. */
  recoveredAfterHours: z.number().min(1).max(168).default(12),
})
export type RiverProtectionLimits = z.infer<typeof riverProtectionLimits>
