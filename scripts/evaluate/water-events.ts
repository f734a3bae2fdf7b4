import { afterSample, type Sample } from '#scenarios/river-protection/event/event.ts'
import type { EventState } from '#scenarios/river-protection/memory.ts'
import { type EventLimits, riverProtectionLimits } from '#scenarios/river-protection/schema.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { atLeast, atMost, type EvaluationRow } from '#scripts/evaluate/row.ts'

/** Columns of the GECCO 2018 challenge and the items they are; temperature and flow are context. */
const itemOf = {
  Cl: 'chlorineDioxide',
  pH: 'pH',
  Redox: 'redox',
  Leit: 'conductivity',
  Trueb: 'turbidity',
  Cl_2: 'chlorineDioxide2',
} as const
const minuteMs = 60_000
const bars = { f1: 0.65, falseAlarmsPerDay: 0.6 }

type Row = Sample & { isEvent: boolean }
type Score = { f1: number; precision: number; recall: number; found: number; events: number; delayMinutes: number; falseAlarms: number }

/** Labelled series of a water plant below `water`: the shipped limits, one sample after another, in both profiles. */
export function evaluateWaterEvents(folder: string): EvaluationRow[] {
  return filesBelow(folder, 'water').flatMap(({ name, text }) => {
    const table = tableOf(text(), ['Time', 'EVENT', ...Object.keys(itemOf)])
    if (!table) return []
    const rows = table.map(readRow).filter(({ atMs }) => !Number.isNaN(atMs))
    const days = ((rows.at(-1)?.atMs ?? 0) - (rows[0]?.atMs ?? 0)) / 86_400_000
    const baselines = baselinesOf(rows)
    const { event } = riverProtectionLimits.parse({})
    return (['fast', 'quiet'] as const).flatMap((profile) => {
      const { need, of } = event.profiles[profile]
      const score = scoreOf(rows, alarmsOf(rows, { ...event, profile }))
      const perDay = Number((score.falseAlarms / days).toFixed(2))
      const how = `${need} of ${of}`
      const note = `P ${score.precision.toFixed(3)} R ${score.recall.toFixed(3)}, ${score.found}/${score.events} events, median delay ${score.delayMinutes} min`
      return [
        atLeast(name, `water events F1, ${profile} (${how})`, Number(score.f1.toFixed(3)), bars.f1, rows.length, { baselines, note }),
        atMost(name, `water false alarms/day, ${profile} (${how})`, perDay, bars.falseAlarmsPerDay, rows.length),
      ]
    })
  })
}

function readRow(row: Record<string, string>): Row {
  const values = Object.entries(itemOf).flatMap(([column, code]): [string, number][] => {
    const cell = row[column] ?? ''
    const value = Number(cell)
    return cell === '' || Number.isNaN(value) ? [] : [[code, value]]
  })
  const isEvent = /^(true|1)$/i.test(row.EVENT ?? '')
  return { atMs: Date.parse(`${row.Time?.replace(' ', 'T')}Z`), values: Object.fromEntries(values), isEvent }
}

function alarmsOf(rows: readonly Row[], limits: EventLimits): boolean[] {
  let state: EventState | undefined
  return rows.map((row) => {
    if (Object.keys(row.values).length === 0) return false
    const step = afterSample(state, row, limits)
    state = step.state
    return step.alarm
  })
}

function scoreOf(rows: readonly Row[], alarms: readonly boolean[]): Score {
  const count = (alarm: boolean, isEvent: boolean) => rows.filter((row, index) => alarms[index] === alarm && row.isEvent === isEvent).length
  const [hits, wrong, missed] = [count(true, true), count(true, false), count(false, true)]
  const events = runsOf(rows.map(({ isEvent }) => isEvent))
  const delays = events.flatMap(([from, to]) => {
    const first = alarms.slice(from, to + 1).indexOf(true)
    return first === -1 ? [] : [((rows[from + first]?.atMs ?? 0) - (rows[from]?.atMs ?? 0)) / minuteMs]
  })
  return {
    f1: hits === 0 ? 0 : (2 * hits) / (2 * hits + wrong + missed),
    precision: hits / Math.max(1, hits + wrong),
    recall: hits / Math.max(1, hits + missed),
    found: delays.length,
    events: events.length,
    delayMinutes: delays.sort((a, b) => a - b)[delays.length >> 1] ?? Number.NaN,
    falseAlarms: falseRuns(rows, alarms, events),
  }
}

/** Alarm runs that stay half an hour or more away from every label. */
function falseRuns(rows: readonly Row[], alarms: readonly boolean[], events: [number, number][]): number {
  const timeOf = (index: number) => rows[index]?.atMs ?? 0
  const nearMs = 30 * minuteMs
  return runsOf(alarms).filter(
    ([from, to]) => !events.some(([start, end]) => timeOf(from) - timeOf(end) < nearMs && timeOf(start) - timeOf(to) < nearMs),
  ).length
}

function runsOf(flags: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  flags.forEach((flag, index) => {
    if (!flag) return
    const last = runs.at(-1)
    if (last && last[1] === index - 1) last[1] = index
    else runs.push([index, index])
  })
  return runs
}

/** What takes no thought: always, never, and a fixed band of the first half (99.9 % of its values) on the second. */
function baselinesOf(rows: readonly Row[]): string {
  const half = rows.length >> 1
  const bands = Object.values(itemOf).map((code) => {
    const values = rows.slice(0, half).flatMap(({ values }) => values[code] ?? [])
    values.sort((a, b) => a - b)
    return { code, low: values[Math.floor(values.length * 0.0005)] ?? 0, high: values[Math.ceil(values.length * 0.9995) - 1] ?? 0 }
  })
  const second = rows.slice(half)
  const outside = second.map(({ values }) =>
    bands.some(({ code, low, high }) => {
      const value = values[code]
      return value !== undefined && (value < low || value > high)
    }),
  )
  const always = scoreOf(rows, new Array<boolean>(rows.length).fill(true))
  return `always ${always.f1.toFixed(3)}, never 0, static band ${scoreOf(second, outside).f1.toFixed(3)}`
}
