import type { BodyOf } from '#domain/observation/kind.ts'
import type { caseCount } from '#domain/observation/kinds/case-count.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import type { CaseHistory, Day } from '#scenarios/epidemic-control/memory/streets.ts'

/** A report that the platform has taken. */
export type CountSeen = ObservationOf<typeof caseCount>

/** Baselines reach ten days back; the rest is kept so that late revisions still find their day. */
const daysKept = 60

export function dayOf(date: string): Day {
  return Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000
}

export function dateOf(day: Day): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** The history with one report more, or the very same when it is older than what is known or says the same. */
export function withReport(history: CaseHistory, report: BodyOf<typeof caseCount>): CaseHistory {
  const day = dayOf(report.date)
  const newest = Math.max(day, ...Object.keys(history).map(Number))
  const known = history[day]?.[report.source]
  if (day <= newest - daysKept || (known && report.revision <= known[0])) return history
  const next = { ...history, [day]: { ...history[day], [report.source]: [report.revision, report.count] as [number, number] } }
  return Object.fromEntries(Object.entries(next).filter(([one]) => Number(one) > newest - daysKept))
}

/** Cases of a day over all its sources; `undefined` when no source has reported it. */
export function casesOn(history: CaseHistory, day: Day): number | undefined {
  const reports = history[day]
  return reports && Object.values(reports).reduce((sum, [, count]) => sum + count, 0)
}
