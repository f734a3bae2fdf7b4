import * as z from 'zod'
import type { CountyClock } from '#domain/county/clock.ts'
import { nationalPolicies, policyVersion } from '#scenarios/epidemic-control/risk/policies.ts'

const moment = z.iso.datetime({ offset: true })

/** Who allowed the screening, for what and until when. Without it the scenario judges nothing. */
const authorisation = z
  .strictObject({
    purpose: z.string().min(4).max(200),
    /** The decision it rests on, by name and number. */
    legalBasis: z.string().min(4).max(200),
    from: moment,
    until: moment,
    /** For what people's data may be looked at; each look names one of these and is traced. */
    purposes: z
      .array(z.string().regex(/^[a-z][a-z-]{2,39}$/, 'lower-case letters and hyphens'))
      .min(1)
      .max(10)
      .default(['contact', 'review', 'appeal', 'deletion']),
    killSwitch: z.boolean().default(false),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), { path: ['until'], message: 'must come after from' })

const rate = z.number().min(0.0001).max(0.1)

/** Methods beside C1 and C2. Each finds more and alarms falsely more often, so a county switches them on one by one. */
const methods = {
  /** EARS C3: the excesses of three days together. */
  c3: z.boolean().default(false),
  cusum: z
    .strictObject({
      enabled: z.boolean().default(false),
      k: z.number().min(0.1).max(3).default(1.04),
      h: z.number().min(1).max(10).default(4),
    })
    .prefault({}),
  /** Farrington on weeks; it needs three years of them. */
  farrington: z.strictObject({ enabled: z.boolean().default(false), alpha: rate.default(0.01) }).prefault({}),
  /** The space-time scan over all streets whose place is known. */
  scan: z
    .strictObject({
      enabled: z.boolean().default(false),
      /** A cluster is reported when chance alone makes one as strong no more often than this. */
      probability: rate.default(0.002),
      neighbours: z.number().int().min(2).max(20).default(8),
      longestDays: z.number().int().min(1).max(14).default(7),
    })
    .prefault({}),
}

const streets = z.strictObject({
  /** Standard deviations above the baseline: 3.09 is once in a thousand days were counts normal. */
  z: z.number().min(1).max(6).default(3.090232306167813),
  /** Least spread of a baseline, cases. */
  minSigma: z.number().min(0).max(5).default(0.5),
  /** Fewer cases on a day never stand out. */
  minimumCount: z.number().int().min(1).max(100).default(3),
  /** Of the seven days of a baseline so many must be known. */
  knownDays: z.number().int().min(3).max(7).default(5),
  /** The newest days, which reports still fill up. */
  incompleteDays: z.number().int().min(0).max(7).default(2),
  /** An older day raises nothing any more, though it may still be corrected. */
  raisedDays: z.number().int().min(1).max(30).default(14),
  ...methods,
  /** Where each street lies, for the scan; areas of kind `street` of the map give theirs. */
  places: z.record(z.string(), z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })).default({}),
})

const hours = z.number().min(1).max(168)
const minutes = z.number().min(0).max(240)

const screening = z.strictObject({
  /** The rules, each from its day on. Without any of the county's own they are the national ones of 2021 to 2022. */
  policies: z.array(policyVersion).min(1).max(20).default(nationalPolicies),
  /** A longer hole between two stays is asked about. */
  stayGapHours: hours.default(24),
  /** A list older than this says nothing of today. */
  listStaleHours: hours.default(30),
  /** A negative test counts for so long. */
  testHours: hours.default(48),
  /** Names by which the county's people know listed places: known name → name in the list. */
  aliases: z.record(z.string().min(2).max(40), z.string().min(2).max(120)).default({}),
  /** Manual work: a call for everybody who is not green, and what a red one takes besides. */
  minutesPerCall: minutes.default(6),
  minutesPerRed: minutes.default(30),
})

/** What a county may set for epidemic control; everything but the authorisation has a default. */
export const epidemicLimits = z.strictObject({
  authorisation: authorisation.optional(),
  screening: screening.prefault({}),
  streets: streets.prefault({}),
})
export type StatedEpidemicLimits = z.infer<typeof epidemicLimits>
/** With the county's clock, as the detector has them. */
export type EpidemicLimits = StatedEpidemicLimits & CountyClock
export type ScreeningLimits = EpidemicLimits['screening']
export type StreetLimits = EpidemicLimits['streets']
