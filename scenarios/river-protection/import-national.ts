import { formatTime, parseMessageTime } from '#domain/observation/message-time.ts'
import { type Grade, gradeNames, type Water } from '#scenarios/river-protection/classes/gb3838.ts'
import { assessSection } from '#scenarios/river-protection/classes/quality-class.ts'
import type { ItemReading } from '#scenarios/river-protection/memory.ts'

/** Columns that are items, with the unit the network publishes them in. */
const items: Record<string, { code: string; unit: string }> = {
  水温: { code: 'temperature', unit: '°C' },
  pH: { code: 'pH', unit: '1' },
  溶解氧: { code: 'DO', unit: 'mg/L' },
  电导率: { code: 'conductivity', unit: 'µS/cm' },
  浊度: { code: 'turbidity', unit: 'NTU' },
  高锰酸盐指数: { code: 'CODMn', unit: 'mg/L' },
  氨氮: { code: 'NH3N', unit: 'mg/L' },
  总磷: { code: 'TP', unit: 'mg/L' },
  总氮: { code: 'TN', unit: 'mg/L' },
  叶绿素α: { code: 'chlorophyll', unit: 'mg/L' },
  藻密度: { code: 'algae', unit: 'cells/L' },
}

export type NationalStation = { device: string; water?: Water }
type Item = { value: number; unit: string; qc?: 'below-detection' }
export type NationalMessage = {
  device: string
  kind: 'water-quality'
  message: { v: 1; ts: string; method: 'online'; items: Record<string, Item>; maintenance?: true }
}
export type ClassMismatch = { row: number; section: string; ts: string; published: string; ours: string; limiting: string[] }

/** What became of the rows; `row` counts from 1. Every row is either a message or a problem with its reason. */
export type NationalImport = {
  messages: NationalMessage[]
  problems: { row: number; reason: string }[]
  /** Rows whose published class could be compared with the product's own, and where they differ. */
  compared: number
  mismatches: ClassMismatch[]
}

/** Rows of the national feed as messages of the county's stations. Pure; times without an offset are the county's. */
export function importNational(
  rows: readonly Readonly<Record<string, string>>[],
  stations: Readonly<Record<string, NationalStation>>,
  offsetMinutes = 480,
): NationalImport {
  const result: NationalImport = { messages: [], problems: [], compared: 0, mismatches: [] }
  rows.forEach((cells, index) => {
    const read = readRow(byName(cells), stations, offsetMinutes)
    if ('reason' in read) result.problems.push({ row: index + 1, reason: read.reason })
    else {
      result.messages.push(read.message)
      compare(result, index + 1, byName(cells), read, stations)
    }
  })
  return result
}

type ReadRow = { message: NationalMessage; section: string; atMs: number }

function readRow(
  cells: Record<string, string>,
  stations: Readonly<Record<string, NationalStation>>,
  offsetMinutes: number,
): ReadRow | { reason: string } {
  const section = cells.断面名称 ?? ''
  const device = Object.hasOwn(stations, section) ? stations[section]?.device : undefined
  if (!device) return { reason: `no device is named for section "${section}"` }
  const atMs = parseMessageTime((cells.监测时间 ?? '').replaceAll('/', '-'), offsetMinutes)
  if (atMs === undefined)
    return { reason: `监测时间 "${cells.监测时间 ?? ''}" names no moment; it needs year, month, day, hour and minute` }
  const wrong = Object.keys(items).find((column) => isWritten(cells[column]) && !itemOf(cells[column] ?? '', column))
  if (wrong) return { reason: `${wrong} "${cells[wrong]}" is no number` }
  const found = Object.fromEntries(
    Object.entries(items).flatMap(([column, { code }]): [string, Item][] => {
      const item = itemOf(cells[column] ?? '', column)
      return item ? [[code, item]] : []
    }),
  )
  if (Object.keys(found).length === 0) return { reason: 'no item has a value' }
  const maintenance = /维护|校准|质控|检修|停运|故障/.test(cells.站点情况 ?? '')
  const ts = formatTime(atMs, offsetMinutes)
  const message = { v: 1 as const, ts, method: 'online' as const, items: found, ...(maintenance && { maintenance: true as const }) }
  return { message: { device, kind: 'water-quality', message }, section, atMs }
}

/** The published class is made of the same values by somebody else: where the two differ, one of them is wrong. */
function compare(
  result: NationalImport,
  row: number,
  cells: Record<string, string>,
  { message: { message }, section, atMs }: ReadRow,
  stations: Readonly<Record<string, NationalStation>>,
): void {
  const published = gradeFrom(cells.水质类别 ?? '')
  const readings = Object.fromEntries(
    Object.entries(message.items).map(([code, { value, qc }]): [string, ItemReading] => [code, { value: qc ? value / 2 : value, atMs }]),
  )
  const { grade, limiting } = assessSection(readings, atMs, {
    water: stations[section]?.water ?? 'river',
    target: 3,
    requiredItems: ['pH', 'DO', 'CODMn', 'NH3N', 'TP'],
    oldestHours: 1,
    countsTotalNitrogen: false,
  })
  if (published === undefined || grade === undefined) return
  result.compared++
  if (grade === published) return
  result.mismatches.push({ row, section, ts: message.ts, published: gradeNames[published], ours: gradeNames[grade], limiting })
}

/** 0.01L and <0.01 are below the detection limit of 0.01. */
function itemOf(cell: string, column: string): Item | undefined {
  const [, sign, digits, mark] = /^(<?)(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(L?)$/i.exec(cell.trim()) ?? []
  const unit = items[column]?.unit
  if (digits === undefined || unit === undefined) return undefined
  return { value: Number(digits), unit, ...((sign || mark) && { qc: 'below-detection' as const }) }
}

/** A cell that holds more than a sign for nothing. */
function isWritten(cell: string | undefined): boolean {
  return cell !== undefined && !/^\s*(|-+|—+|\*+|\/|null|nan)\s*$/i.test(cell)
}

function gradeFrom(text: string): Grade | undefined {
  const roman = text.trim().replace(/类$/, '').toUpperCase().replaceAll('Ⅳ', 'IV').replaceAll('Ⅴ', 'V').replaceAll('Ⅲ', 'III')
  const plain = roman.replaceAll('Ⅱ', 'II').replaceAll('Ⅰ', 'I')
  const grades: Record<string, Grade> = { I: 1, II: 2, III: 3, IV: 4, V: 5, 劣V: 6 }
  return grades[plain]
}

/** Cells by the column's bare name: `水温(℃)` and `水温` are the same column. */
function byName(cells: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name.replace(/[（(].*$/, '').trim(), cell]))
}
