import { operation } from '#api/operation.ts'
import { talliesSchema } from '#scenarios/epidemic-control/api-schema.ts'
import type { DayTally } from '#scenarios/epidemic-control/memory/people.ts'
import { screeningLimits } from '#scenarios/epidemic-control/operations/permitted.ts'
import { readStreetCounts, readTallies } from '#scenarios/epidemic-control/rows.ts'
import { casesOn, dateOf } from '#scenarios/epidemic-control/streets/case-history.ts'
import { suppressed } from '#scenarios/epidemic-control/suppression.ts'

export const readScreeningTallies = operation({
  id: 'readScreeningTallies',
  method: 'GET',
  path: '/v1/screening/tallies',
  tag: 'Screening',
  summary: 'Verdicts by day and prefecture, minutes of manual work by day, cases by day and street. Small counts are hidden.',
  permission: 'screening.tallies',
  switchable: true,
  answers: { status: 200, schema: talliesSchema, description: 'Counts that point at nobody' },
  async handle(services) {
    screeningLimits(services)
    const days = await verdictsByDay(services)
    const arrivals = [...days].flatMap(([date, rows]) =>
      suppressed(rows, ['green', 'amber', 'red']).map(({ prefecture, green, amber, red }) => ({ date, prefecture, green, amber, red })),
    )
    const work = [...days].map(([date, rows]) => {
      const hidden = arrivals.some((row) => row.date === date && (row.amber === 'hidden' || row.red === 'hidden'))
      return { date, manualMinutes: hidden ? ('hidden' as const) : rows.reduce((sum, row) => sum + row.manualMinutes, 0) }
    })
    return { status: 200, body: { arrivals, work, streets: await casesByDay(services) } }
  },
})

type Row = { prefecture: string } & DayTally
type Store = { store: Parameters<typeof readTallies>[0] }

async function verdictsByDay({ store }: Store): Promise<Map<string, Row[]>> {
  const days = new Map<string, Map<string, Row>>()
  for (const { prefecture, tally } of await readTallies(store))
    for (const [date, day] of Object.entries(tally)) {
      const rows = days.get(date) ?? new Map<string, Row>()
      const known = rows.get(prefecture)
      rows.set(prefecture, known ? added(known, day) : { prefecture, ...day })
      days.set(date, rows)
    }
  const ordered = [...days].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(ordered.map(([date, rows]) => [date, [...rows.values()].sort((a, b) => (a.prefecture < b.prefecture ? -1 : 1))]))
}

function added(row: Row, { green, amber, red, manualMinutes }: DayTally): Row {
  return {
    ...row,
    green: row.green + green,
    amber: row.amber + amber,
    red: row.red + red,
    manualMinutes: row.manualMinutes + manualMinutes,
  }
}

async function casesByDay({ store }: Store) {
  const histories = await readStreetCounts(store)
  const days = [...new Set(Object.values(histories).flatMap((history) => Object.keys(history).map(Number)))].sort((a, b) => a - b)
  return days.flatMap((day) => {
    const rows = Object.keys(histories)
      .sort()
      .flatMap((street) => {
        const cases = casesOn(histories[street] ?? {}, day)
        return cases === undefined ? [] : [{ date: dateOf(day), street, cases }]
      })
    return suppressed(rows, ['cases'])
  })
}
