import * as z from 'zod'

/** One version of the rules: in force from a moment until the next version begins. */
export const policyVersion = z.strictObject({
  id: z.string().min(1).max(40),
  from: z.iso.datetime({ offset: true }),
  /** Stays that ended longer before the arrival do not count; zero: nobody is screened any more. */
  lookBackDays: z.number().int().min(0).max(28),
  /** How long an area stays listed without new cases. */
  lifetimeDays: z.number().int().min(0).max(28),
})
export type PolicyVersion = z.infer<typeof policyVersion>

/**
 * The national rules as they followed each other: 8th edition of the prevention plan, 9th edition (2022-06-28), the twenty
 * measures (2022-11-11), and the end of the lists (the last one with an entry is of 2022-12-24).
 */
export const nationalPolicies: PolicyVersion[] = [
  { id: 'plan-8', from: '2021-05-14T00:00:00+08:00', lookBackDays: 14, lifetimeDays: 14 },
  { id: 'plan-9', from: '2022-06-28T00:00:00+08:00', lookBackDays: 7, lifetimeDays: 7 },
  { id: 'measures-20', from: '2022-11-11T00:00:00+08:00', lookBackDays: 5, lifetimeDays: 5 },
  { id: 'ended', from: '2022-12-25T00:00:00+08:00', lookBackDays: 0, lifetimeDays: 0 },
]

/** The version in force at a moment; before the first one, the first one. */
export function policyAt(policies: readonly PolicyVersion[], atMs: number): PolicyVersion | undefined {
  const ordered = [...policies].sort((a, b) => Date.parse(a.from) - Date.parse(b.from))
  return ordered.findLast(({ from }) => Date.parse(from) <= atMs) ?? ordered[0]
}
