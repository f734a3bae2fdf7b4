import * as z from 'zod'
import type { CountyProblem } from '#domain/county/problem.ts'

/** A CSV file taken apart: its columns, and its rows with the line each stands on (the header is line 1). */
export type Table = { columns: string[]; rows: { line: number; cells: Record<string, string> }[] }

/** How a table's text is taken apart into records, each with its line. */
export const csvOptions = { info: true, skip_empty_lines: true, trim: true } as const

/** A record with the line it stands on, as csv-parse answers it with `info`, which its types do not say. */
export const linedRecordsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))

/** Rows keep the line they stand on, so that a problem can name it whatever blank lines stand above. */
export function tableOf([header, ...rows]: z.infer<typeof linedRecordsSchema>): Table {
  const columns = header?.record ?? []
  return {
    columns,
    rows: rows.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ''])),
    })),
  }
}

/** Columns of `devices.csv` and the field of a device that each one fills. */
const deviceColumns = {
  id: 'id',
  name: 'name',
  kinds: 'kinds',
  lat: 'site.lat',
  lon: 'site.lon',
  watches: 'watches',
  parent: 'parent',
  silence_seconds: 'silenceSeconds',
  sees_metres: 'sees.rangeMetres',
  sees_from_deg: 'sees.sector.fromDeg',
  sees_to_deg: 'sees.sector.toDeg',
} as const

/** Columns of `people.csv`. */
const personColumns = { id: 'id', name: 'name', roles: 'roles', agency: 'agency', subject: 'subject' } as const

const required = { 'devices.csv': ['id', 'name', 'kinds', 'lat', 'lon'], 'people.csv': ['id', 'name', 'roles'] } as const
const columnsOf = { 'devices.csv': deviceColumns, 'people.csv': personColumns } as const
export type TableName = keyof typeof columnsOf

/** What is wrong with a table's columns; reported once, not once a line. */
export function columnProblems(name: TableName, { columns }: Table): CountyProblem[] {
  const known = Object.keys(columnsOf[name])
  const unknown = columns.filter((column) => !known.includes(column))
  const missing = required[name].filter((column) => !columns.includes(column))
  return [
    ...unknown.map((column) => ({
      path: `${name} line 1 column ${column}`,
      message: 'there is no such column',
      remedy: `remove it, or correct the spelling; columns are ${known.join(', ')}`,
    })),
    ...missing.map((column) => ({
      path: `${name} line 1`,
      message: `column ${column} is missing`,
      remedy: `add ${column} to the first line`,
    })),
  ]
}

/** Where in a table a field stands, in the words of the file. */
export function cellPath(name: TableName, line: number, field: string[]): string {
  const full = field.join('.')
  const column = Object.entries(columnsOf[name]).find(([, target]) => full === target || full.startsWith(`${target}.`))?.[0]
  return `${name} line ${line}${column ? ` column ${column}` : full && ` ${full}`}`
}

/** A line of `devices.csv` as a device to be checked. */
export function deviceOf(cells: Record<string, string>): unknown {
  const { id, name, kinds, lat, lon, watches, parent, silence_seconds: silence } = cells
  return {
    id,
    name,
    kinds: words(kinds),
    site: { lat: number(lat), lon: number(lon) },
    watches: words(watches),
    ...(parent && { parent }),
    ...(silence && { silenceSeconds: number(silence) }),
    ...seesOf(cells),
  }
}

/** A bearing without a range, or one bearing without the other, is told as the cell that is missing. */
function seesOf({ sees_metres: range, sees_from_deg: from, sees_to_deg: to }: Record<string, string>) {
  if (!range && !from && !to) return {}
  return { sees: { rangeMetres: number(range), ...((from || to) && { sector: { fromDeg: number(from), toDeg: number(to) } }) } }
}

/** A line of `people.csv` as a person to be checked. */
export function personOf({ id, name, roles, agency, subject }: Record<string, string>): unknown {
  return { id, name, roles: words(roles), ...(agency && { agency }), ...(subject && { subject }) }
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter(Boolean)
}

function number(text: string | undefined): number | undefined {
  return text === undefined || text.trim() === '' ? undefined : Number(text)
}
