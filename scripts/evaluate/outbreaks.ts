import { basename, dirname } from 'node:path'
import { cusum } from '#scenarios/epidemic-control/surveillance/cusum.ts'
import { c3Threshold, ears } from '#scenarios/epidemic-control/surveillance/ears.ts'
import { farrington } from '#scenarios/epidemic-control/surveillance/farrington.ts'
import { filesBelow, type Material, tableOf } from '#scripts/evaluate/files.ts'
import { type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

type Row = Record<string, string>
type Series = { name: string; counts: number[] }

/** Figures of another implementation agree when they differ by no more than this. */
const tolerance = 1e-9

/**
 * Every series (columns `t`, `observed`) below `epi` that has results of R surveillance in its folder: the same bound or sum to 1e-9
 * and the same alarm, week for week. The columns tell the method; results belong to the series whose name theirs contains.
 */
export function evaluateOutbreaks(folder: string): EvaluationRow[] {
  const files = filesBelow(folder, 'epi').filter(({ name }) => name.endsWith('.csv'))
  const all = files.flatMap(seriesOf)
  return files.flatMap((oracle) => {
    const series = seriesFor(oracle, all)
    return series ? judge(series, oracle.text()) : []
  })
}

function seriesOf({ name, text }: Material): Series[] {
  const rows = tableOf(text(), ['t', 'observed'])
  return rows ? [{ name, counts: rows.map(({ observed }) => Number(observed)) }] : []
}

/** The longest name wins: `m1` stands in `m10`, too. */
function seriesFor({ name }: Material, all: Series[]): Series | undefined {
  const beside = all.filter((series) => series.name !== name && dirname(series.name) === dirname(name))
  const named = beside.filter((series) => basename(name).includes(basename(series.name, '.csv')))
  return named.sort((a, b) => b.name.length - a.name.length)[0]
}

function judge(series: Series, oracle: string): EvaluationRow[] {
  return methods.flatMap(({ columns, rows }) => {
    const table = tableOf(oracle, columns)
    return table ? rows(series, table) : []
  })
}

type Method = { columns: string[]; rows: (series: Series, results: Row[]) => EvaluationRow[] }

const methods: Method[] = [
  { columns: ['t', 'C1', 'C1a', 'C2', 'C2a'], rows: earsRows },
  { columns: ['t', 'cusum', 'alarm'], rows: cusumRows },
  { columns: ['t', 'ub', 'alarm'], rows: (series, results) => (results[0]?.cusum === undefined ? farringtonRows(series, results) : []) },
]

/** C3 of R leaves today's count out (see ears.ts) and is not compared. */
function earsRows({ name, counts }: Series, rows: Row[]): EvaluationRow[] {
  const results = ears(counts)
  const c3Alarms = rows.filter(({ t }) => (results[Number(t) - 1]?.c3 ?? 0) > c3Threshold).length
  return (['1', '2'] as const).map((version) => {
    const compared = rows.map((row): Compared => {
      const bound = results[Number(row.t) - 1]?.[version === '1' ? 'c1Bound' : 'c2Bound']
      return [bound, row[`C${version}`], (counts[Number(row.t) - 1] ?? 0) > (bound ?? Number.NaN), row[`C${version}a`]]
    })
    const note = version === '2' ? `; C3 by its definition alarms ${c3Alarms} times, not compared` : ''
    return agreement(name, `EARS C${version} bound and alarm as R`, compared, note)
  })
}

/** The mean is that of the weeks before the first one judged, as R takes it. */
function cusumRows({ name, counts }: Series, rows: Row[]): EvaluationRow[] {
  const first = Number(rows[0]?.t ?? 1) - 1
  const mean = counts.slice(0, first).reduce((sum, count) => sum + count, 0) / first
  const steps = cusum(counts.slice(first), mean)
  const at = (row: Row) => steps[Number(row.t) - 1 - first]
  const compared = rows.map((row): Compared => [at(row)?.cusum, row.cusum, at(row)?.alarm ?? false, row.alarm])
  return [agreement(name, 'CUSUM (Rossi) sum and alarm as R', compared)]
}

function farringtonRows({ name, counts }: Series, rows: Row[]): EvaluationRow[] {
  const compared = rows.map((row): Compared => {
    const result = farrington(counts, Number(row.t) - 1)
    return [result?.bound, row.ub, result?.alarm ?? false, row.alarm]
  })
  return [agreement(name, 'Farrington bound and alarm as R', compared)]
}

type Compared = [value: number | undefined, wanted: string | undefined, alarm: boolean, wantedAlarm: string | undefined]

function agreement(name: string, measure: string, compared: Compared[], more = ''): EvaluationRow {
  const known = compared.filter(([, wanted]) => Number.isFinite(Number(wanted)))
  const differences = known.map(([value = Number.NaN, wanted]) => Math.abs(value - Number(wanted)))
  const equal = known.filter((one, at) => (differences[at] ?? 1) <= tolerance && one[2] === isTrue(one[3])).length
  const alarms = compared.filter(([, , alarm]) => alarm).length
  const note = `${alarms} alarms; largest difference ${Math.max(...differences).toExponential(1)}${more}`
  return exactly(name, measure, equal, known.length, known.length, { note })
}

function isTrue(text: string | undefined): boolean {
  return text === 'TRUE' || text === '1'
}
