import {
  beyondFifth,
  type Grade,
  grades,
  type ItemStandard,
  isStandardItem,
  type StandardItem,
  standards,
  type Water,
} from '#scenarios/river-protection/classes/gb3838.ts'
import type { ItemReading } from '#scenarios/river-protection/memory.ts'

export type ClassRules = {
  water: Water
  /** The class the water has to meet. */
  target: Grade
  /** Without a fresh value of each of these there is no class. */
  requiredItems: readonly string[]
  /** An item older than this says nothing about the water of now. */
  oldestHours: number
  /** Total nitrogen counts only in lakes, and only where the county says so. */
  countsTotalNitrogen: boolean
}

export type Exceedance = { code: StandardItem; value: number; limit: number; grade: Grade; multiple?: number }

/** What is known of a section's class at one moment, single-factor: the worst item decides (GB 3838-2002, 5.1). */
export type Assessment = {
  /** Absent when an item is missing or too old: no class rather than a wrong one. */
  grade?: Grade
  /** The worst of the items that are fresh. More items can only make it worse, so this holds for an incomplete set too. */
  atLeast?: Grade
  limiting: StandardItem[]
  exceeding: Exceedance[]
  ages: { code: StandardItem; ageSeconds: number }[]
  missing: string[]
  stale: string[]
}

const hourMs = 3_600_000
/** 90 % of saturation meets class Ⅰ whatever the concentration. */
const firstClassSaturationPct = 90
/** Oxygen below what a probe can tell from none; keeps the multiple finite. */
const leastOxygen = 0.1

/** The class of a section from the newest value of each item. */
export function assessSection(items: Readonly<Record<string, ItemReading>>, nowMs: number, rules: ClassRules): Assessment {
  const isFresh = (reading: ItemReading | undefined) => reading !== undefined && nowMs - reading.atMs <= rules.oldestHours * hourMs
  const saturationPct = isFresh(items.DOsat) ? items.DOsat?.value : undefined
  const counted = Object.entries(items).flatMap(([code, reading]) =>
    isStandardItem(code) && counts(code, rules) && isFresh(reading)
      ? [{ code, ...reading, grade: gradeOf(code, reading.value, rules.water, saturationPct) }]
      : [],
  )
  const atLeast = grades.findLast((one) => counted.some(({ grade }) => grade === one))
  const missing = rules.requiredItems.filter((code) => items[code] === undefined)
  const stale = rules.requiredItems.filter((code) => items[code] !== undefined && !isFresh(items[code]))
  return {
    ...(missing.length + stale.length === 0 && atLeast !== undefined && { grade: atLeast }),
    ...(atLeast !== undefined && { atLeast }),
    limiting: counted.filter(({ grade }) => grade === atLeast).map(({ code }) => code),
    exceeding: counted
      .filter(({ grade }) => grade > rules.target)
      .map(({ code, value, grade }) => exceedanceOf(code, value, grade, rules))
      .sort((a, b) => b.grade - a.grade || (b.multiple ?? 0) - (a.multiple ?? 0)),
    ages: counted.map(({ code, atMs }) => ({ code, ageSeconds: Math.max(0, Math.round((nowMs - atMs) / 1000)) })),
    missing,
    stale,
  }
}

/** The best class whose limit the value meets; limits are inclusive. pH outside 6–9 meets none, so it is beyond Ⅴ. */
export function gradeOf(code: StandardItem, value: number, water: Water, saturationPct?: number): Grade {
  const standard: ItemStandard = standards[code]
  if (standard.sense === 'within') return value >= standard.range[0] && value <= standard.range[1] ? 1 : beyondFifth
  if (code === 'DO' && saturationPct !== undefined && saturationPct >= firstClassSaturationPct) return 1
  const meets = (limit: number) => (standard.sense === 'atMost' ? value <= limit : value >= limit)
  return grades[limitsOf(standard, water).findIndex(meets)] ?? beyondFifth
}

/**
 * By how many times a value exceeds the limit of the target class: C/Cs − 1. Dissolved oxygen, which is better upward, takes the
 * index of HJ 2.3-2018 below saturation, DOs/DO, less 1. pH has no multiple.
 */
export function exceedanceMultiple(code: StandardItem, value: number, water: Water, target: Grade): number | undefined {
  const limit = limitOf(code, water, target)
  if (limit === undefined) return undefined
  const times = code === 'DO' ? limit / Math.max(value, leastOxygen) : value / limit
  // Six decimals: 0.3/0.2 is not 1.5 in binary.
  return times <= 1 ? 0 : Math.round((times - 1) * 1e6) / 1e6
}

function exceedanceOf(code: StandardItem, value: number, grade: Grade, { water, target }: ClassRules): Exceedance {
  const standard: ItemStandard = standards[code]
  const edge = standard.sense === 'within' ? standard.range[value < standard.range[0] ? 0 : 1] : (limitOf(code, water, target) ?? 0)
  const multiple = exceedanceMultiple(code, value, water, target)
  return { code, value, limit: edge, grade, ...(multiple !== undefined && { multiple }) }
}

/** Faecal coliforms have limits but are left out of a river's overall class (环办[2011]22号); nitrogen would make every river 劣Ⅴ. */
function counts(code: StandardItem, { water, countsTotalNitrogen }: ClassRules): boolean {
  if (code === 'faecalColiforms') return false
  return code !== 'TN' || (water === 'lake' && countsTotalNitrogen)
}

function limitOf(code: StandardItem, water: Water, target: Grade): number | undefined {
  const standard: ItemStandard = standards[code]
  return standard.sense === 'within' ? undefined : limitsOf(standard, water)[Math.min(target, 5) - 1]
}

function limitsOf(standard: Exclude<ItemStandard, { sense: 'within' }>, water: Water): readonly number[] {
  return water === 'lake' && standard.lakeLimits ? standard.lakeLimits : standard.limits
}
