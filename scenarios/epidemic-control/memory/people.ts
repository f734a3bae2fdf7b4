import * as z from 'zod'
import { listHistorySchema } from '#scenarios/epidemic-control/memory/lists.ts'

const colour = z.enum(['green', 'amber', 'red'])
export type Colour = z.infer<typeof colour>

/** Which rule an entry fires for a stay. The text decides only inside the county; the county alone is enough for amber. */
const stayRule = z.enum(['high-community', 'high-unclear', 'high-county', 'middle-community', 'middle-county', 'low-county'])
export type StayRule = z.infer<typeof stayRule>

/** Why a declaration has to be asked about, whatever the lists say. */
const trouble = z.enum(['stay-without-code', 'origin-without-code', 'no-stays', 'stay-gap', 'future-dates'])
export type Trouble = z.infer<typeof trouble>

const rule = z.enum([
  ...stayRule.options,
  ...trouble.options,
  'test-positive',
  'list-missing',
  'code-unknown',
  'memory-full',
  'companion',
  'person-decided',
  'no-match',
])
export type Rule = z.infer<typeof rule>

/** The decision and everything needed to check it: rule, policy version, the entry and the list it stood on. */
const verdict = z.strictObject({
  colour,
  rule,
  /** 0–100, for the order of the work queue only. */
  score: z.number(),
  policy: z.string(),
  entry: z.string().optional(),
  listTimeMs: z.number().optional(),
  /** The place was listed only after the stay had ended. */
  retro: z.literal(true).optional(),
})
export type Verdict = z.infer<typeof verdict>

/** What a person decided, and on which match: the same match never undoes it. */
const decided = z.strictObject({
  colour,
  by: z.string(),
  atMs: z.number(),
  reason: z.string(),
  appeal: z.boolean(),
  on: z.strictObject({ rule, entry: z.string().optional() }),
})
export type Decided = z.infer<typeof decided>

/** Two are the same when all their fields are. */
const stay = z.strictObject({ adcode: z.string(), community: z.string().optional(), fromMs: z.number(), toMs: z.number() })
export type Stay = z.infer<typeof stay>

/** What is remembered of somebody under one prefecture: the stays there, until the look-back and a week are over. */
export const personSchema = z.strictObject({
  arrivalId: z.string(),
  checkpoint: z.string(),
  arrivedMs: z.number(),
  forgetAtMs: z.number(),
  stays: z.array(stay),
  troubles: z.array(trouble),
  test: z.strictObject({ atMs: z.number(), result: z.enum(['negative', 'positive']) }).optional(),
  companions: z.number(),
  /** Beginnings of the keys under which the same person may be known by another reference. */
  linkKeys: z.array(z.string()).optional(),
  verdict,
  decided: decided.optional(),
  /** What was decided before that, oldest first. */
  earlier: z.array(decided).optional(),
})
export type Person = z.infer<typeof personSchema>

/** Verdicts given on one day and the work they make, minutes. */
const dayTally = z.strictObject({ green: z.number(), amber: z.number(), red: z.number(), manualMinutes: z.number() })
export type DayTally = z.infer<typeof dayTally>

/** By date of the county's clock. Green people are nowhere but here. */
const tally = z.record(z.string(), dayTally)
export type Tally = z.infer<typeof tally>

/** What one bucket of a prefecture remembers: its lists, the people who were there, and how many verdicts were given. */
export const prefectureSchema = z.strictObject({
  lists: listHistorySchema,
  people: z.record(z.string(), personSchema),
  tally,
  /** Who sent the newest list: what it changes may be reported in several steps. */
  listedBy: z.string().optional(),
})
export type PrefectureMemory = z.infer<typeof prefectureSchema>

/** Where a reference is remembered, and what only the county's private key can open. It expires with the stays. */
const identity = z.strictObject({
  forgetAtMs: z.number(),
  prefectures: z.array(z.string()),
  sealed: z.string().optional(),
  /** References of those they said they came with. */
  companions: z.array(z.string()),
  cells: z.array(z.string()),
  /** Beginnings of the keys under which the same person may be known by another reference. */
  linkKeys: z.array(z.string()).optional(),
})
export type Identity = z.infer<typeof identity>

export const identitySchema = z.strictObject({ people: z.record(z.string(), identity) })
export type IdentityMemory = z.infer<typeof identitySchema>

/** A reference was in a cell of the grid for a while; epoch ms. */
const sighting = z.strictObject({ ref: z.string(), cell: z.string(), fromMs: z.number(), toMs: z.number() })
export type Sighting = z.infer<typeof sighting>

/** Who was in some of the grid's cells and when, all of it keyed hashes. */
export const presenceSchema = z.strictObject({ sightings: z.array(sighting) })
export type PresenceMemory = z.infer<typeof presenceSchema>
