import { withClock } from '#domain/county/clock.ts'
import { caseCount } from '#domain/observation/kinds/case-count.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import type { StreetMemory } from '#scenarios/epidemic-control/memory/streets.ts'
import { epidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { casesOn, dateOf, dayOf } from '#scenarios/epidemic-control/streets/case-history.ts'
import { onCaseCount } from '#scenarios/epidemic-control/streets/street-step.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'
import { observe } from '#test/fixtures/observe.ts'

type Report = { day: number; count: number; revision: number }
type Outcome = { days: number; equal: number; corrections: number; raised: number; raisedByCorrection: number }

const limits = withClock(epidemicLimits.parse({}), { offsetMinutes: 480 })

/**
 * Every table of cumulative cases (`date`, `city`, `confirmed_cum`) below `covid`, day by day as counts of one street for each
 * city. Where a published total falls, days are revised downwards: afterwards the remembered days must add up to the
 * published totals, and a day that was corrected downwards must not be raised by that.
 */
export function evaluateCorrections(folder: string): EvaluationRow[] {
  return filesBelow(folder, 'covid').flatMap(({ name, text }) => {
    const rows = tableOf(text(), ['date', 'city', 'confirmed_cum'])
    if (!rows) return []
    const cities = [...new Set(rows.map(({ city = '' }) => city))]
    const outcomes = cities.map((city) =>
      follow(
        rows
          .filter((row) => row.city === city)
          .map(({ date = '', confirmed_cum }): [number, number] => [dayOf(date), Number(confirmed_cum)]),
      ),
    )
    const sum = (field: keyof Outcome) => outcomes.reduce((total, one) => total + one[field], 0)
    return [
      exactly(name, 'days that add up to the published totals', sum('equal'), sum('days'), sum('days'), {
        note: `${cities.length} places, ${sum('raised')} signals`,
      }),
      exactly(name, 'days raised by their own downward correction', sum('raisedByCorrection'), 0, sum('corrections')),
    ]
  })
}

function follow(totals: [day: number, total: number][]): Outcome {
  const outcome: Outcome = { days: 0, equal: 0, corrections: 0, raised: 0, raisedByCorrection: 0 }
  const known = new Map<number, Report>()
  let memory: StreetMemory | undefined
  totals.forEach(([day, total], at) => {
    const before = totals[at - 1]?.[1] ?? 0
    const reports = reportsFor(known, day, total - before)
    for (const report of reports) {
      known.set(report.day, report)
      const step = onCaseCount(memory, seen(report, day), limits)
      const raises = step.findings.flatMap((one) => (one.type === 'raise' ? [one.reason.text.en] : []))
      memory = step.memory
      outcome.raised += raises.length
      if (report.revision > 1) outcome.corrections++
      if (report.revision > 1) outcome.raisedByCorrection += raises.filter((text) => text.includes(`on ${dateOf(report.day)}`)).length
    }
    const kept = Object.keys(memory?.history ?? {}).map(Number)
    const forgotten = [...known.values()].filter((report) => !kept.includes(report.day)).reduce((sum, { count }) => sum + count, 0)
    const remembered = kept.reduce((sum, one) => sum + (memory ? (casesOn(memory.history, one) ?? 0) : 0), 0)
    outcome.days++
    if (remembered + forgotten === total) outcome.equal++
  })
  return outcome
}

/** The day's own count; a total that falls takes back what the days before had, the newest first. */
function reportsFor(known: ReadonlyMap<number, Report>, day: number, change: number): Report[] {
  const reports: Report[] = [{ day, count: Math.max(0, change), revision: 1 }]
  let surplus = Math.max(0, -change)
  for (const earlier of [...known.values()].sort((a, b) => b.day - a.day)) {
    const taken = Math.min(surplus, earlier.count)
    if (taken > 0) reports.push({ day: earlier.day, count: earlier.count - taken, revision: earlier.revision + 1 })
    surplus -= taken
  }
  return reports
}

function seen({ day, count, revision }: Report, today: number): ObservationOf<typeof caseCount> {
  const body = {
    street: 'city',
    date: dateOf(day),
    count,
    source: 'published',
    revision,
    countedAt: `${dateOf(today + 3)}T08:00:00+08:00`,
  }
  return observe(caseCount, body, { atMs: today * 86_400_000, id: 'desk', key: 'street:city' })
}
