import type { Assessment, Exceedance } from '#scenarios/river-protection/classes/quality-class.ts'
import type { ClassState, Rank } from '#scenarios/river-protection/memory.ts'
import type { RiverProtectionLimits, StationFacts } from '#scenarios/river-protection/schema.ts'
import { graver } from '#scenarios/river-protection/station/warning.ts'

type Set = { assessment: Assessment; readingMs: (code: string) => number; unconfirmed: readonly string[]; isManual: boolean }

const quiet: ClassState = { worse: 0, better: 0, setMs: Number.NEGATIVE_INFINITY, items: [], rank: 0 }

/**
 * The class warning after one set. One class worse has to last; two classes, 劣Ⅴ and an intake in danger do not wait, but a
 * single sample far off the ones before asks for a check only. An incomplete set can warn, never clear.
 */
export function afterSet(
  state: ClassState | undefined,
  { assessment, readingMs, unconfirmed, isManual }: Set,
  facts: StationFacts,
  { classes }: RiverProtectionLimits,
): ClassState | undefined {
  const before = state ?? quiet
  const items = assessment.exceeding.map(({ code }): string => code)
  const isWorse = items.length > 0
  if (!isWorse && (assessment.grade === undefined || !state)) return state
  const setMs = Math.max(...(isWorse ? items : before.items).map(readingMs))
  const isNewSet = setMs - before.setMs >= classes.setMinutes * 60_000
  if (isWorse) {
    const doubtful = items.some((code) => unconfirmed.includes(code))
    const sure = rankOf(
      assessment.exceeding.filter(({ code }) => !unconfirmed.includes(code)),
      facts,
    )
    const worse = isNewSet ? before.worse + 1 : Math.max(before.worse, 1)
    const lasts = sure > 1 || isManual || worse >= classes.worseSets
    const rank = graver(before.rank, graver(lasts ? sure : 0, doubtful ? 1 : 0))
    if (!isNewSet && rank === before.rank) return state
    return { worse, better: 0, setMs: isNewSet ? setMs : before.setMs, items: union(before.items, items), rank }
  }
  if (!isNewSet) return state
  const better = before.better + 1
  return better >= classes.betterSets || isManual || before.rank === 0 ? undefined : { ...before, worse: 0, better, setMs }
}

/** Blue for one class worse, yellow for two, orange for 劣Ⅴ, and for twice the limit where people drink the water. */
function rankOf(exceeding: readonly Exceedance[], { targetClass, intake }: StationFacts): Rank {
  if (exceeding.length === 0) return 0
  const worst = Math.max(...exceeding.map(({ grade }) => grade))
  if (worst === 6 || (intake && exceeding.some(({ multiple }) => (multiple ?? 0) >= 1))) return 3
  return worst - targetClass >= 2 ? 2 : 1
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])]
}
