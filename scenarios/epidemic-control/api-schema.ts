import * as z from 'zod'
import { cursorSchema, limitSchema, pageOf, timeSchema } from '#domain/api/common.ts'
import { deviceIdSchema } from '#domain/observation/device.ts'

/** For what somebody looks: one of the purposes that the authorisation names. */
const purpose = z.string().regex(/^[a-z][a-z-]{2,39}$/, 'one of the purposes of the authorisation')
const colour = z.enum(['green', 'amber', 'red'])
const count = z.number().int().min(0)

export const purposeQuerySchema = z.strictObject({ purpose })
export const personPathSchema = z.strictObject({ ref: z.string().regex(/^[0-9a-f]{16}$/, 'the first sixteen digits of a reference') })

const matchFields = {
  colour,
  rule: z.string(),
  /** The listed place that was matched, as the list has it. */
  entry: z.string().optional(),
  listTime: timeSchema.optional(),
  /** Listed only after the stay had ended. */
  retro: z.literal(true).optional(),
}
const verdictFields = {
  ...matchFields,
  /** 0–100, for the order only. */
  score: z.number().int(),
  policy: z.string(),
}
const placeFields = { prefecture: z.string(), arrivalId: z.string(), checkpoint: z.string(), incidentId: z.string().optional() }

export const queueQuerySchema = z.strictObject({
  purpose,
  colour: z.enum(['amber', 'red']).optional(),
  limit: limitSchema.optional(),
  cursor: cursorSchema.optional(),
})
/** One person, even when they stand there by several references or in several prefectures; the gravest verdict is told. */
export const queueEntrySchema = z.strictObject({
  refs: z.array(z.string()).min(1),
  places: z.array(z.strictObject(placeFields)),
  ...verdictFields,
  /** The earliest of the arrivals: since then they wait. */
  arrivedAt: timeSchema,
  askAbout: z.array(z.string()),
  /** Work this is likely to make. */
  minutes: z.number(),
})
export const queuePageSchema = pageOf(queueEntrySchema)
export type QueueEntry = z.infer<typeof queueEntrySchema>

const decision = z.strictObject({
  colour,
  by: z.string(),
  at: timeSchema,
  reason: z.string(),
  appeal: z.boolean(),
  /** The match that was decided on. */
  on: z.strictObject({ rule: z.string(), entry: z.string().optional() }),
})

export const screenedPersonSchema = z.strictObject({
  ref: z.string(),
  /** Ciphertext for the county's private key, which is not here. */
  sealed: z.string().optional(),
  companions: z.array(z.string()),
  /** Other references with the same telephone or names and birth date: a hint, no proof. */
  linked: z.array(z.string()),
  expiresAt: timeSchema,
  places: z.array(
    z.strictObject({
      ...placeFields,
      ...verdictFields,
      arrivedAt: timeSchema,
      askAbout: z.array(z.string()),
      stays: z.array(
        z.strictObject({
          adcode: z.string(),
          community: z.string().optional(),
          from: timeSchema,
          to: timeSchema,
          /** What the lists known now say of this stay; absent when they say nothing of it. */
          match: z.strictObject(matchFields).optional(),
        }),
      ),
      test: z.strictObject({ at: timeSchema, result: z.enum(['negative', 'positive']) }).optional(),
      decided: decision.optional(),
      /** What was decided before that, oldest first; the case file has them all. */
      earlier: z.array(decision).optional(),
    }),
  ),
})
export type ScreenedPersonView = z.infer<typeof screenedPersonSchema>

/** What a desk has to know before it may look at anybody. */
export const screeningDeskSchema = z.strictObject({
  permit: z.enum(['granted', 'absent', 'not-yet', 'expired', 'killed']),
  authorisation: z
    .strictObject({ purpose: z.string(), legalBasis: z.string(), from: timeSchema, until: timeSchema, purposes: z.array(z.string()) })
    .optional(),
  policy: z.strictObject({ id: z.string(), lookBackDays: z.number() }).optional(),
  /** A list older than this says nothing of today. */
  listStaleHours: z.number(),
  /** Smaller counts are hidden. */
  smallest: count,
  /** Devices of the county's file in whose name a list may be brought in. */
  senders: z.array(z.string()),
})
export type ScreeningDesk = z.infer<typeof screeningDeskSchema>

export const screeningDecisionSchema = z.strictObject({
  purpose,
  colour,
  reason: z.string().trim().min(4).max(300),
  /** The person asked for the decision to be looked at again. */
  appeal: z.boolean().default(false),
})
export const screeningDecidedSchema = z.strictObject({
  ref: z.string(),
  colour,
  prefectures: z.array(z.string()),
  /** Those who were together with somebody confirmed red and are asked about now; others are not known here. */
  companions: z.strictObject({ raised: count, unknown: count }),
})
export type ScreeningDecided = z.infer<typeof screeningDecidedSchema>
export const screeningErasedSchema = z.strictObject({ erased: z.literal(true), memories: count })
export type ScreeningErased = z.infer<typeof screeningErasedSchema>

export const listImportSchema = z.strictObject({
  /** The registered sender of lists, in whose name the parts go through the stream. */
  device: deviceIdSchema,
  /** The publication as it was published. */
  publication: z.record(z.string(), z.unknown()),
  /** The county's table of GB/T 2260; codes change every year. */
  divisions: z
    .array(z.strictObject({ code: z.string().regex(/^\d{6}$/), name: z.string().min(1).max(60) }))
    .min(1)
    .max(5_000),
})
const level = z.enum(['high', 'middle', 'low'])
const counts = z.strictObject({ high: count, middle: count, low: count, human: count })
export const listImportedSchema = z.strictObject({
  listTime: timeSchema,
  hash: z.string(),
  messages: count,
  prefectures: count,
  duplicates: count,
  missing: z.array(level),
  miscounted: z.array(level),
  /** Entries of each level, and how many of all a person has to look at. */
  counts,
  /** What every entry became, in the publication's order; `human` says why only a person can tell who is meant. */
  entries: z.array(z.strictObject({ level, scope: z.string(), text: z.string(), human: z.string().optional() })),
  /** So many are counted but not shown; those for a person are shown first when there are too many. */
  leftOff: count.optional(),
})
export type ListImported = z.infer<typeof listImportedSchema>

/** What was brought in and what is in force, prefecture by prefecture: within one a list counts only when it is whole. */
export const screeningListsSchema = z.strictObject({
  imports: z.array(
    z.strictObject({
      listTime: timeSchema,
      hash: z.string(),
      by: z.string(),
      importedAt: timeSchema,
      /** Absent: not all of its messages have reached the stream; it has to be sent again. */
      sentAt: timeSchema.optional(),
      messages: count,
      counts,
    }),
  ),
  inForce: z.array(
    z.strictObject({
      prefecture: z.string(),
      listTime: timeSchema.optional(),
      hash: z.string().optional(),
      high: count,
      middle: count,
      low: count,
      /** A newer list of which parts are still missing: it does not count yet. */
      waiting: z.strictObject({ listTime: timeSchema, parts: count }).optional(),
    }),
  ),
})
export type ScreeningLists = z.infer<typeof screeningListsSchema>

/** Counts of 1 to 4, and as many more as are needed so that none follows from a total, are hidden. */
const safe = z.union([count, z.literal('hidden')])
export const talliesSchema = z.strictObject({
  arrivals: z.array(z.strictObject({ date: z.iso.date(), prefecture: z.string(), green: safe, amber: safe, red: safe })),
  /** Minutes of manual work by day; hidden where they would give a hidden count away. */
  work: z.array(z.strictObject({ date: z.iso.date(), manualMinutes: safe })),
  streets: z.array(z.strictObject({ date: z.iso.date(), street: z.string(), cases: safe })),
})

export type Tallies = z.infer<typeof talliesSchema>

export const readsQuerySchema = z.strictObject({ limit: limitSchema.optional(), cursor: cursorSchema.optional() })
export const readsPageSchema = pageOf(
  z.strictObject({ id: z.string(), by: z.string(), at: timeSchema, purpose: z.string(), what: z.string() }),
)
export type ReadsPage = z.infer<typeof readsPageSchema>
