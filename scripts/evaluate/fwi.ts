import { fireWeather, springStart } from '#scenarios/forest-fire/fwi1987.ts'
import { filesBelow } from '#scripts/evaluate/files.ts'
import { type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

const codes = ['ffmc', 'dmc', 'dc', 'isi', 'bui', 'fwi'] as const
const columns = ['mth', 'lat', 'temp', 'rh', 'ws', 'pr', ...codes]

/** Every table below `fwi` with the columns of a fire weather record: codes equal at one decimal, day after day from 85/6/15. */
export function evaluateFwi(folder: string): EvaluationRow[] {
  return filesBelow(folder, 'fwi').flatMap(({ name, text }) => {
    const rows = parseTable(text())
    if (!rows) return []
    const equal = equalCodes(rows)
    return exactly(name, 'FWI codes equal at one decimal', equal, rows.length * codes.length, rows.length)
  })
}

type Row = Record<string, number>

function parseTable(text: string): Row[] | undefined {
  const [header = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '')
  const names = header
    .trim()
    .toLowerCase()
    .split(/[\s,]+/)
  if (!columns.every((name) => names.includes(name))) return undefined
  return lines.map((line) => {
    const values = line
      .trim()
      .split(/[\s,]+/)
      .map(Number)
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? Number.NaN]))
  })
}

function equalCodes(rows: Row[]): number {
  let yesterday = springStart
  let equal = 0
  for (const row of rows) {
    const noon = { tempC: row.temp ?? 0, rhPct: row.rh ?? 0, windKmh: row.ws ?? 0, rain24hMm: row.pr ?? 0 }
    const lat = Math.abs(row.lat ?? 0)
    const today = fireWeather(yesterday, noon, row.mth ?? 1, lat > 30 ? '46N' : lat > 10 ? '20N' : 'equator')
    equal += codes.filter((code) => today[code].toFixed(1) === (row[code] ?? Number.NaN).toFixed(1)).length
    yesterday = today
  }
  return equal
}
