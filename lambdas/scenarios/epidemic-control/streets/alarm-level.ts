import type { StreetLimits } from '#lambdas/scenarios/epidemic-control/schema.ts'
import { type CaseHistory, casesOn, type Day } from '#lambdas/scenarios/epidemic-control/streets/case-history.ts'
import { baselineOf, boundOf, earsDefaults } from '#lambdas/scenarios/epidemic-control/surveillance/ears.ts'

export type StreetLevel = 'watch' | 'alarm'

/** One day of a street against its baselines. */
export type DayJudged = {
  day: Day
  cases: number
  c1Bound?: number
  c2Bound?: number
  over: ('C1' | 'C2')[]
  /** Days of the baselines that nobody reported. */
  unknownDays: number
}

/** Alarm: both methods, or any of them on two days running. One method on one day is to be watched. */
export function levelOf(history: CaseHistory, day: Day, limits: StreetLimits): StreetLevel | undefined {
  const over = judgeDay(history, day, limits)?.over ?? []
  if (over.length === 0) return undefined
  const dayBefore = judgeDay(history, day - 1, limits)?.over ?? []
  return over.length > 1 || dayBefore.length > 0 ? 'alarm' : 'watch'
}

/** C1 and C2 of a day; `undefined` when its own count is unknown. */
export function judgeDay(history: CaseHistory, day: Day, limits: StreetLimits): DayJudged | undefined {
  const cases = casesOn(history, day)
  if (cases === undefined) return undefined
  const [c1, c2] = [0, earsDefaults.lag].map((lag) => baseline(history, day - lag, limits))
  const c1Bound = c1?.known && boundOf(c1.known, limits)
  const c2Bound = c2?.known && boundOf(c2.known, limits)
  const isOver = (bound: number | undefined) => bound !== undefined && cases >= limits.minimumCount && cases > bound
  return {
    day,
    cases,
    ...(c1Bound !== undefined && { c1Bound }),
    ...(c2Bound !== undefined && { c2Bound }),
    over: [...(isOver(c1Bound) ? (['C1'] as const) : []), ...(isOver(c2Bound) ? (['C2'] as const) : [])],
    unknownDays: Math.max(c1?.unknownDays ?? 0, c2?.unknownDays ?? 0),
  }
}

function baseline(history: CaseHistory, end: Day, { knownDays }: StreetLimits) {
  const days = Array.from({ length: earsDefaults.baseline }, (_, back) => casesOn(history, end - 1 - back))
  const known = days.filter((cases) => cases !== undefined)
  return { known: known.length >= knownDays ? baselineOf(known) : undefined, unknownDays: days.length - known.length }
}
