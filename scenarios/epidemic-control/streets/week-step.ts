import { clearOf, raiseOf } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { CaseHistory, Day, Weeks } from '#scenarios/epidemic-control/memory/streets.ts'
import type { StreetLimits } from '#scenarios/epidemic-control/schema.ts'
import type { CountSeen } from '#scenarios/epidemic-control/streets/case-history.ts'
import { casesOn, dateOf, dayOf } from '#scenarios/epidemic-control/streets/case-history.ts'
import { farrington, farringtonDefaults } from '#scenarios/epidemic-control/surveillance/farrington.ts'

/** Three years, the half window and some weeks for late corrections. */
const weeksKept = 175
const mondayOffset = 3

/** Weeks whose seven days are all known; one that has left the daily history stays as it was last counted. */
export function withWeeks(weeks: Weeks | undefined, history: CaseHistory): Weeks {
  const days = Object.keys(history).map(Number)
  const counts = { ...weeks?.counts }
  for (let week = weekOf(Math.min(...days)); week <= weekOf(Math.max(...days)); week++) {
    const cases = Array.from({ length: 7 }, (_, at) => casesOn(history, mondayOf(week) + at))
    if (cases.every((one) => one !== undefined)) counts[week] = cases.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  }
  const newest = Math.max(...Object.keys(counts).map(Number))
  const kept = Object.fromEntries(Object.entries(counts).filter(([week]) => Number(week) > newest - weeksKept))
  return { ...weeks, counts: kept }
}

/** Farrington for the newest week that reports do not fill up any more; each week is reported once, and taken back once. */
export function judgeWeek(weeks: Weeks, seen: CountSeen, limits: StreetLimits): { weeks: Weeks; findings: Finding[] } {
  const until = weekOf(dayOf(seen.body.countedAt) - limits.incompleteDays - 6)
  const newest = Math.max(
    ...Object.keys(weeks.counts)
      .map(Number)
      .filter((week) => week <= until),
  )
  const result = Number.isFinite(newest) ? resultOf(weeks, newest, limits) : undefined
  if (!result) return { weeks, findings: [] }
  if (result.alarm && weeks.lastReported !== newest)
    return { weeks: { ...weeks, lastReported: newest }, findings: [weekFinding(newest, weeks.counts[newest] ?? 0, result.bound, seen)] }
  if (result.alarm || weeks.lastReported === undefined) return { weeks, findings: [] }
  const { lastReported: _over, ...quiet } = weeks
  const text = { zh: '周病例数恢复正常', en: 'the weekly count is ordinary again' }
  return { weeks: quiet, findings: [clearOf(subjectOf(seen), 'passed', text, seen.observedAtMs)] }
}

function resultOf({ counts }: Weeks, newest: number, { farrington: { alpha } }: StreetLimits) {
  const first = newest - weeksKept
  const series = Array.from({ length: weeksKept + 1 }, (_, at) => counts[first + at] as number)
  const recent = series.slice(-farringtonDefaults.enough.weeks)
  if (recent.some((count) => count === undefined)) return undefined
  return farrington(series, weeksKept, { ...farringtonDefaults, alpha })
}

function weekOf(day: Day): number {
  return Math.floor((day + mondayOffset) / 7)
}

function mondayOf(week: number): Day {
  return week * 7 - mondayOffset
}

function subjectOf(seen: CountSeen): string {
  return `street-week:${seen.body.street}`
}

function weekFinding(week: number, cases: number, bound: number, seen: CountSeen): Finding {
  const monday = dateOf(mondayOf(week))
  return raiseOf({
    subject: subjectOf(seen),
    level: 'watch',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Possible',
    title: { zh: '街道周病例数高于往年同期', en: 'More cases in a street’s week than in other years' },
    rule: 'farrington-week',
    text: {
      zh: `${monday} 起一周 ${cases} 例，超过往年同期界限 ${bound.toFixed(1)}`,
      en: `${cases} cases in the week from ${monday}, above the bound ${bound.toFixed(1)} of the same weeks of other years`,
    },
    inputs: [
      { name: 'cases of the week', value: cases },
      { name: 'Farrington bound', value: Number(bound.toFixed(2)) },
    ],
    observedAtMs: seen.observedAtMs,
    sources: [seen.device],
  })
}
