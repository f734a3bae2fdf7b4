import { basename, dirname } from 'node:path'
import { cusum } from '#lambdas/scenarios/epidemic-control/surveillance/cusum.ts'
import { c3Threshold, ears } from '#lambdas/scenarios/epidemic-control/surveillance/ears.ts'
import { farrington } from '#lambdas/scenarios/epidemic-control/surveillance/farrington.ts'
import { filesBelow, type Material, tableOf } from '#scripts/evaluate/files.ts'
import { type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

type Row = Record<string, string>
type Series = { name: string; counts: number[] }

/** Figures of another implementation agree when they differ by no more than this. */
const tolerance = 1e-9

/**
 * Every series (columns `t`, `observed`) below `epi` that has an `oracle_<method>_<series>.csv` beside it, made by R
 * surveillance: the same bound or sum to 1e-9 and the same alarm, week for week.
 */
export function evaluateOutbreaks(folder: string): EvaluationRow[] {
  const files = filesBelow(folder, 'epi').filter(({ name }) => name.endsWith('.csv'))
  return files.flatMap((file) => {
    const series = seriesOf(file)
    return series ? files.flatMap((oracle) => judge(file, series, oracle)) : []
  })
}

function seriesOf({ name, text }: Material): Series | undefined {
  const rows = tableOf(text(), ['t', 'observed'])
  return rows && { name, counts: rows.map(({ observed }) => Number(observed)) }
}

function judge(file: Material, series: Series, oracle: Material): EvaluationRow[] {
  if (dirname(oracle.name) !== dirname(file.name)) return []
  const method = Object.keys(methods).find((name) => basename(oracle.name) === `oracle_${name}_${basename(file.name)}`)
  return method ? (methods[method]?.(series, oracle.text()) ?? []) : []
}

const methods: Record<string, (series: Series, oracle: string) => EvaluationRow[]> = {
  ears: earsRows,
  cusum_rossi: cusumRows,
  farrington: farringtonRows,
}

/** C3 of R leaves today's count out (see ears.ts) and is not compared. */
function earsRows({ name, counts }: Series, oracle: string): EvaluationRow[] {
  const rows = tableOf(oracle, ['t', 'C1', 'C1a', 'C2', 'C2a']) ?? []
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
function cusumRows({ name, counts }: Series, oracle: string): EvaluationRow[] {
  const rows = tableOf(oracle, ['t', 'cusum', 'alarm']) ?? []
  const first = Number(rows[0]?.t ?? 1) - 1
  const mean = counts.slice(0, first).reduce((sum, count) => sum + count, 0) / first
  const steps = cusum(counts.slice(first), mean)
  const at = (row: Row) => steps[Number(row.t) - 1 - first]
  const compared = rows.map((row): Compared => [at(row)?.cusum, row.cusum, at(row)?.alarm ?? false, row.alarm])
  return [agreement(name, 'CUSUM (Rossi) sum and alarm as R', compared)]
}

function farringtonRows({ name, counts }: Series, oracle: string): EvaluationRow[] {
  const rows = tableOf(oracle, ['t', 'ub', 'alarm']) ?? []
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
