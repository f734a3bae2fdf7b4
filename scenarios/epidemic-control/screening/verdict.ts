import type { ListHistory } from '#scenarios/epidemic-control/memory/lists.ts'
import type { Colour, Decided, Person, Stay, Verdict } from '#scenarios/epidemic-control/memory/people.ts'
import { entriesBetween, listsCover } from '#scenarios/epidemic-control/risk/list-history.ts'
import { matchStay, stayRules } from '#scenarios/epidemic-control/risk/match-stay.ts'
import { policyAt } from '#scenarios/epidemic-control/risk/policies.ts'
import type { EpidemicLimits } from '#scenarios/epidemic-control/schema.ts'

type Candidate = Omit<Verdict, 'policy' | 'score'> & { base: number; ageMs: number }

const dayMs = 86_400_000
const colours: Colour[] = ['green', 'amber', 'red']
const troubleBase = 30
/** Less than any match, so that a match is reported first. */
const missingBase = 10
const negativeTestShare = 0.7

/** What the lists known now say of a person's stays in their prefecture. Exact rules decide; the score only orders. */
export function judge(person: Omit<Person, 'verdict'>, lists: ListHistory, limits: EpidemicLimits): Verdict {
  const policy = policyAt(limits.screening.policies, person.arrivedMs)
  const tested = isTestedNegative(person, limits)
  const found = [
    ...person.troubles.map((rule): Candidate => ({ colour: 'amber', rule, base: troubleBase, ageMs: 0 })),
    ...(person.test?.result === 'positive' ? [{ colour: 'red', rule: 'test-positive', base: 100, ageMs: 0 } as const] : []),
    ...person.stays.flatMap((stay) => candidatesIn(person, stay, lists, limits)),
  ].filter(({ rule }) => !(rule === 'low-county' && tested))
  const worst = found.sort(byGravity)[0]
  if (!worst) return { colour: 'green', rule: 'no-match', score: 0, policy: policy?.id ?? 'none' }
  const { base, ageMs, ...decided } = worst
  return { ...decided, score: scoreOf(base, ageMs, tested), policy: policy?.id ?? 'none' }
}

/** What one stay is matched by, for whoever has to check it; nothing when no list speaks of it or it lies before the look-back. */
export type Match = Omit<Verdict, 'policy' | 'score'>

export function judgeStay(person: Omit<Person, 'verdict'>, stay: Stay, lists: ListHistory, limits: EpidemicLimits): Match | undefined {
  const worst = candidatesIn(person, stay, lists, limits).sort(byGravity)[0]
  if (!worst) return undefined
  const { base: _base, ageMs: _age, ...match } = worst
  return match
}

function byGravity(a: Candidate, b: Candidate): number {
  return colours.indexOf(b.colour) - colours.indexOf(a.colour) || b.base - a.base || a.ageMs - b.ageMs
}

function candidatesIn({ arrivedMs }: Omit<Person, 'verdict'>, stay: Stay, lists: ListHistory, limits: EpidemicLimits): Candidate[] {
  const policy = policyAt(limits.screening.policies, arrivedMs)
  const lookBackMs = (policy?.lookBackDays ?? 0) * dayMs
  const lifetimeMs = (policy?.lifetimeDays ?? 0) * dayMs
  const sinceMs = arrivedMs - lookBackMs
  return stay.toMs < sinceMs ? [] : candidatesOf(stay, sinceMs, arrivedMs, lists, { lookBackMs, lifetimeMs }, limits)
}

/**
 * The graver of two verdicts: a later look never lowers one, but for a list that was missing and has come. That lists have
 * meanwhile been forgotten is no news, and neither is what a person has already decided on.
 */
export function standing(before: Verdict | undefined, now: Verdict, decided?: Decided): Verdict {
  if (before && decided && decided.on.rule === now.rule && decided.on.entry === now.entry) return before
  if (!before || before.rule === 'list-missing') return now
  if (now.rule === 'list-missing') return before
  const difference = colours.indexOf(now.colour) - colours.indexOf(before.colour)
  return difference > 0 || (difference === 0 && now.score > before.score && now.rule !== before.rule) ? now : before
}

function candidatesOf(
  stay: Stay,
  sinceMs: number,
  arrivedMs: number,
  lists: ListHistory,
  policy: { lookBackMs: number; lifetimeMs: number },
  limits: EpidemicLimits,
): Candidate[] {
  const { listStaleHours, aliases } = limits.screening
  const fromMs = Math.max(stay.fromMs, sinceMs)
  const ageMs = Math.max(0, arrivedMs - stay.toMs)
  const isCovered = listsCover(lists, fromMs, Math.min(stay.toMs, arrivedMs), listStaleHours * 3_600_000)
  const isKnown = lists.counties.length === 0 || stay.adcode.endsWith('00') || lists.counties.includes(stay.adcode)
  const matches = entriesBetween(lists, fromMs, stay.toMs + policy.lookBackMs, policy.lifetimeMs).flatMap((entry): Candidate[] => {
    const rule = matchStay(entry, stay.adcode, stay.community, aliases)
    if (!rule) return []
    const { colour, base } = stayRules[rule]
    const { listTimeMs, text } = entry
    return [{ colour, rule, base, ageMs, entry: text, listTimeMs, ...(listTimeMs > stay.toMs && { retro: true as const }) }]
  })
  return [
    ...matches,
    ...(isCovered ? [] : [{ colour: 'amber', rule: 'list-missing', base: missingBase, ageMs } as const]),
    ...(isKnown ? [] : [{ colour: 'amber', rule: 'code-unknown', base: troubleBase, ageMs } as const]),
  ]
}

function isTestedNegative({ test, arrivedMs }: Omit<Person, 'verdict'>, { screening }: EpidemicLimits): boolean {
  return test?.result === 'negative' && Math.abs(arrivedMs - test.atMs) <= screening.testHours * 3_600_000
}

/** Recent stays first: a third of the weight is left after about three days. */
function scoreOf(base: number, ageMs: number, testedNegative: boolean): number {
  return Math.round(base * Math.exp(-ageMs / dayMs / 3) * (testedNegative ? negativeTestShare : 1))
}
