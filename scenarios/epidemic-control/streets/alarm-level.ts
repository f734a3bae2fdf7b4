import type { CaseHistory, Day, StreetLevel } from '#scenarios/epidemic-control/memory/streets.ts'
import type { StreetLimits } from '#scenarios/epidemic-control/schema.ts'
import { casesOn } from '#scenarios/epidemic-control/streets/case-history.ts'
import { cusum } from '#scenarios/epidemic-control/surveillance/cusum.ts'
import { type Baseline, baselineOf, boundOf, c3Threshold, earsDefaults, excessOf } from '#scenarios/epidemic-control/surveillance/ears.ts'

export type DailyMethod = 'C1' | 'C2' | 'C3' | 'CUSUM'

/** One day of a street against its baselines. */
export type DayJudged = {
  day: Day
  cases: number
  c1Bound?: number
  c2Bound?: number
  /** Sum of the excesses of three days, where C3 is switched on. */
  c3?: number
  /** Sum of the chart, where CUSUM is switched on. */
  cusum?: number
  over: DailyMethod[]
  /** Days of the baselines that nobody reported. */
  unknownDays: number
}

/** The chart of CUSUM runs over the last days, against the mean of the weeks before them. */
const chartDays = 14
const meanDays = 28
/** With a smaller mean Rossi's transform makes of one case an outbreak. */
const leastMean = 0.25

/** So many days after a changed count judge it: as baseline, as one of three days, as part of the chart, as the day before. */
export function daysConcerned({ cusum }: StreetLimits): number {
  return cusum.enabled ? chartDays + meanDays + 1 : earsDefaults.baseline + 2 * earsDefaults.lag + 1
}

/** Alarm: two methods, or any of them on two days running. One method on one day is to be watched. */
export function levelOf(history: CaseHistory, day: Day, limits: StreetLimits): StreetLevel | undefined {
  const over = judgeDay(history, day, limits)?.over ?? []
  if (over.length === 0) return undefined
  const dayBefore = judgeDay(history, day - 1, limits)?.over ?? []
  return independent(over) > 1 || dayBefore.length > 0 ? 'alarm' : 'watch'
}

/** C3 is made of C2: the two are one witness. */
function independent(over: readonly DailyMethod[]): number {
  return new Set(over.map((method) => (method === 'C3' ? 'C2' : method))).size
}

/** Every method of the county for one day; `undefined` when its own count is unknown. */
export function judgeDay(history: CaseHistory, day: Day, limits: StreetLimits): DayJudged | undefined {
  const cases = casesOn(history, day)
  if (cases === undefined) return undefined
  const [c1, c2] = [0, earsDefaults.lag].map((lag) => baseline(history, day - lag, limits))
  const c1Bound = c1?.known && boundOf(c1.known, limits)
  const c2Bound = c2?.known && boundOf(c2.known, limits)
  const c3 = limits.c3 ? c3Of(history, day, limits) : undefined
  const chart = limits.cusum.enabled ? chartOf(history, day, limits) : undefined
  const isOver: [DailyMethod, boolean][] = [
    ['C1', c1Bound !== undefined && cases > c1Bound],
    ['C2', c2Bound !== undefined && cases > c2Bound],
    ['C3', c3 !== undefined && c3 > c3Threshold],
    ['CUSUM', chart?.alarm === true],
  ]
  return {
    day,
    cases,
    ...(c1Bound !== undefined && { c1Bound }),
    ...(c2Bound !== undefined && { c2Bound }),
    ...(c3 !== undefined && { c3 }),
    ...(chart && { cusum: chart.cusum }),
    over: cases >= limits.minimumCount ? isOver.flatMap(([method, is]) => (is ? [method] : [])) : [],
    unknownDays: Math.max(c1?.unknownDays ?? 0, c2?.unknownDays ?? 0),
  }
}

function baseline(history: CaseHistory, end: Day, { knownDays }: StreetLimits): { known?: Baseline; unknownDays: number } {
  const known = knownOf(history, end - earsDefaults.baseline, end)
  const unknownDays = earsDefaults.baseline - known.length
  return known.length >= knownDays ? { known: baselineOf(known), unknownDays } : { unknownDays }
}

/** C3 by its definition: what C2 exceeds one standard deviation by, today and on the two days before. */
function c3Of(history: CaseHistory, day: Day, limits: StreetLimits): number | undefined {
  const excess = [0, 1, 2].map((back) => {
    const cases = casesOn(history, day - back)
    return cases === undefined
      ? undefined
      : excessOf(cases, baseline(history, day - back - earsDefaults.lag, limits).known, limits.minSigma)
  })
  if (excess.some((one) => one === undefined)) return undefined
  return excess.reduce<number>((sum, one) => sum + Math.max(0, (one ?? 0) - 1), 0)
}

/** The chart starts at zero two weeks ago, so that an outbreak that is over does not alarm for ever. */
function chartOf(history: CaseHistory, day: Day, { cusum: rules }: StreetLimits) {
  const before = knownOf(history, day - chartDays - meanDays + 1, day - chartDays + 1)
  if (before.length < meanDays / 2) return undefined
  const mean = Math.max(leastMean, before.reduce((sum, cases) => sum + cases, 0) / before.length)
  return cusum(knownOf(history, day - chartDays + 1, day + 1), mean, rules).at(-1)
}

/** The known counts from a day to before another. */
function knownOf(history: CaseHistory, from: Day, end: Day): number[] {
  return Array.from({ length: end - from }, (_, at) => casesOn(history, from + at)).filter((cases) => cases !== undefined)
}
