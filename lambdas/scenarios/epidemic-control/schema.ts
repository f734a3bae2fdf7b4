import * as z from 'zod'
import { nationalPolicies, policyVersion } from '#lambdas/scenarios/epidemic-control/risk/policies.ts'

const moment = z.iso.datetime({ offset: true })

/** Who allowed the screening, for what and until when. Without it the scenario judges nothing. */
const authorisation = z
  .strictObject({
    purpose: z.string().min(4).max(200),
    /** The decision it rests on, by name and number. */
    legalBasis: z.string().min(4).max(200),
    from: moment,
    until: moment,
    killSwitch: z.boolean().default(false),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), { path: ['until'], message: 'must come after from' })

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
  offsetMinutes: z.number().int().min(-720).max(840).default(480),
  screening: screening.prefault({}),
  streets: streets.prefault({}),
})
export type EpidemicLimits = z.infer<typeof epidemicLimits>
export type ScreeningLimits = EpidemicLimits['screening']
export type StreetLimits = EpidemicLimits['streets']
