import { parse } from 'csv-parse/sync'
import { Problem } from '#api/problem.ts'
import { type BatchResult, maxBatchRows } from '#domain/api/device.ts'
import { type CountyProblem, checked } from '#domain/county/problem.ts'
import { cellPath, columnProblems, csvOptions, deviceOf, linedRecordsSchema, tableOf } from '#domain/county/table.ts'
import { memberOf } from '#domain/entries.ts'
import { type Device, deviceSchema } from '#domain/observation/device.ts'

/** A row of a list of devices: where it stands, how its fields are named, and the device, or what is wrong with it. */
export type BatchRow = { line: number; id?: string; at: (path: string[]) => string; device?: Device; problem?: CountyProblem }
export type BatchRowResult = BatchResult['rows'][number]

const table = 'devices.csv'

/** The rows of a list in JSON, or of the text of a `devices.csv`. @throws Problem when it is no table, or its columns are wrong */
export function readBatch(batch: { rows: unknown[] } | { csv: string }): BatchRow[] {
  if ('rows' in batch) return batch.rows.map((value, index) => readRow(index + 1, value, (path) => ['body.rows', index, ...path].join('.')))
  const records = recordsOf(batch.csv)
  const { columns, rows } = tableOf(records)
  const wrong = columnProblems(table, { columns, rows })
  if (wrong.length > 0) throw new Problem('bad-request', { errors: wrong })
  if (rows.length > maxBatchRows)
    throw new Problem('too-large', { detail: `at most ${maxBatchRows} rows at once; there are ${rows.length}` })
  return rows.map(({ line, cells }, index): BatchRow => {
    const at = (path: string[]) => cellPath(table, line, path)
    const found = records[index + 1]?.record.length ?? 0
    if (found === columns.length) return readRow(line, deviceOf(cells), at)
    const problem = {
      path: at([]),
      message: `has ${found} cells, and the first line has ${columns.length}`,
      remedy: 'put a cell that holds a comma into quotation marks',
    }
    return { line, ...(cells.id && { id: cells.id }), at, problem }
  })
}

function recordsOf(csv: string) {
  try {
    return linedRecordsSchema.parse(parse(csv, { ...csvOptions, bom: true, relax_column_count: true }))
  } catch (cause) {
    const message = `is no CSV: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new Problem('bad-request', { errors: [{ path: table, message, remedy: 'close every quotation mark' }] })
  }
}

/** As a file of a county; a state is not the sender's to say. */
const rowSchema = deviceSchema.omit({ status: true, rotatingSince: true })

function readRow(line: number, value: unknown, at: BatchRow['at']): BatchRow {
  const problems: CountyProblem[] = []
  const read = checked(rowSchema, value, at, problems)
  const id = memberOf(value, 'id')
  const named = { line, at, ...(typeof id === 'string' && { id }) }
  if (read) return { ...named, device: { ...read, status: 'active' } }
  const [problem] = problems
  return { ...named, ...(problem && { problem }) }
}
