import { itemAt } from '#domain/entries.ts'
import {
  beyondFifth,
  type Grade,
  grades,
  isStandardItem,
  type StandardItem,
  type Water,
} from '#scenarios/river-protection/classes/gb3838.ts'
import { exceedanceMultiple, gradeOf } from '#scenarios/river-protection/classes/quality-class.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

const classes = ['I', 'II', 'III', 'IV', 'V'] as const
type Line = { code: StandardItem; waters: Water[]; op: string; limits: string[] }
type Case = { code: StandardItem; water: Water; value: number; grade: Grade }

/** Tables of the surface-water standard below `water`: every class on its limit and just beyond it, and every multiple. */
export function evaluateWaterClass(folder: string): EvaluationRow[] {
  return filesBelow(folder, 'water').flatMap(({ name, text }) => {
    const table = tableOf(text(), ['parameter', 'op', ...classes])
    if (!table) return []
    const lines = table.flatMap((row) => readLine(row) ?? [])
    const cases = lines.flatMap(casesOf)
    const right = cases.filter(({ code, water, value, grade }) => gradeOf(code, value, water) === grade).length
    const multiples = lines.flatMap(multiplesOf)
    const note = lines.length < table.length ? `${table.length - lines.length} lines of an item the product does not know` : undefined
    return [
      exactly(name, 'items of the table that are known', lines.length, table.length, table.length, { ...(note && { note }) }),
      exactly(name, 'classes on and beyond every limit', right, cases.length, cases.length, { baselines: baselinesOf(cases) }),
      exactly(name, 'exceedance multiples exact', multiples.filter(Boolean).length, multiples.length, multiples.length),
    ]
  })
}

function readLine(row: Record<string, string>): Line | undefined {
  const name = row.parameter ?? ''
  const [, base = name, water] = /^(.+)_(river|lake)$/.exec(name) ?? []
  const code = base.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  if (!isStandardItem(code)) return undefined
  const limits = classes.map((one) => row[one] ?? '')
  return { code, op: row.op ?? '', limits, waters: water === 'river' || water === 'lake' ? [water] : ['river', 'lake'] }
}

/** On a limit the best class with that limit holds; just beyond it the best class with a wider one. */
function casesOf({ code, waters, op, limits }: Line): Case[] {
  return waters.flatMap((water) => {
    if (op === 'between') return rangeCases(code, water, limits)
    const numbers = limits.map(Number)
    const meets = (value: number, limit: number) => (op === '>=' ? value >= limit : value <= limit)
    const expected = (value: number) => grades[numbers.findIndex((limit) => meets(value, limit))] ?? beyondFifth
    const step = op === '>=' ? -1e-6 : 1e-6
    return numbers.flatMap((limit) =>
      [limit, limit + step * limit, limit - step * limit].map((value) => ({ code, water, value, grade: expected(value) })),
    )
  })
}

function rangeCases(code: StandardItem, water: Water, limits: string[]): Case[] {
  const [low = Number.NaN, high = Number.NaN] = limits[0]?.split(/[-–~]/).map(Number) ?? []
  const inside = [low, high, (low + high) / 2].map((value): Case => ({ code, water, value, grade: 1 }))
  return [...inside, ...[low - 0.01, high + 0.01].map((value): Case => ({ code, water, value, grade: beyondFifth }))]
}

/** Half, one and a half, twice and seven times the limit of each class; oxygen the other way round, by DOs/DO − 1. */
function multiplesOf({ code, waters, op, limits }: Line): boolean[] {
  if (op === 'between') return []
  return waters.flatMap((water) =>
    limits.flatMap((text, index) => {
      const limit = Number(text)
      return [1, 1.5, 2, 7].map((times) => {
        const value = op === '>=' ? limit / times : limit * times
        return Math.abs((exceedanceMultiple(code, value, water, itemAt(grades, index)) ?? Number.NaN) - (times - 1)) < 1e-6
      })
    }),
  )
}

function baselinesOf(cases: Case[]): string {
  const share = (grade: Grade) => (cases.filter((one) => one.grade === grade).length / cases.length).toFixed(3)
  return `always Ⅲ ${share(3)}, always 劣Ⅴ ${share(6)}`
}
