import * as z from 'zod'

/** Days since 1970-01-01. */
export type Day = number

/** The counts of one street: day → source → revision and count. A day that stands nowhere is unknown, not zero. */
const caseHistory = z.record(z.number(), z.record(z.string(), z.tuple([z.number(), z.number()])))
export type CaseHistory = z.infer<typeof caseHistory>

const streetLevel = z.enum(['watch', 'alarm'])
export type StreetLevel = z.infer<typeof streetLevel>

/** Cases of whole weeks, Monday to Sunday, counted from 1970-01-05; and the newest week that was reported. */
const weeks = z.strictObject({ counts: z.record(z.number(), z.number()), lastReported: z.number().optional() })
export type Weeks = z.infer<typeof weeks>

/** What one street remembers: its counts, the days that stood out, and the weeks of three years. */
export const streetSchema = z.strictObject({
  history: caseHistory,
  levels: z.record(z.number(), streetLevel),
  weeks: weeks.optional(),
})
export type StreetMemory = z.infer<typeof streetSchema>

/** The counts of all streets, for outbreaks that lie across them, and whether a cluster was last reported. */
export const clusterSchema = z.strictObject({ streets: z.record(z.string(), caseHistory), lastReported: z.literal(true).optional() })
export type ClusterMemory = z.infer<typeof clusterSchema>
