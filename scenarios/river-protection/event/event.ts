import { medianDeviationOf, medianOf, sortedOf, withNewest } from '#scenarios/river-protection/event/sorted-window.ts'
import type { EventSamples, EventState, ItemHistory } from '#scenarios/river-protection/memory.ts'
import type { EventLimits } from '#scenarios/river-protection/schema.ts'
import { isInAnotherSlot } from '#scenarios/river-protection/slot.ts'

/** The items of one moment, by code, in the unit of each. */
export type Sample = { atMs: number; values: Readonly<Record<string, number>> }

/** `moved` are the items that hold the alarm, furthest out first, each with how many deviations it is off now. */
export type EventStep = { state: EventState; alarm: boolean; moved: string[]; deviations: Record<string, number> }

/** Makes the median deviation of a normal distribution its standard deviation. */
const normal = 1.4826
const hourMs = 3_600_000
const noEvent: EventState = { items: {}, samples: [] }

/**
 * One sample against what each item was lately (the idea of CANARY: history, a floor of precision, outliers kept out, and a
 * time after which a lasting change is the new normal). Causal; the same state comes back when nothing need be remembered.
 */
export function afterSample(state: EventState = noEvent, { atMs, values }: Sample, limits: EventLimits): EventStep {
  const deviations: Record<string, number> = {}
  const outliers: string[] = []
  let items = state.items
  for (const [code, resolution] of Object.entries(limits.resolutions)) {
    const value = values[code]
    if (value === undefined) continue
    const before = items[code]
    const deviation = deviationOf(before, value, resolution, limits)
    deviations[code] = deviation
    const isOutlier = deviation > limits.outlierDeviations
    if (isOutlier) outliers.push(code)
    const after = remembered(before, Math.round((2 * value) / resolution), atMs, isOutlier, limits)
    if (after !== before) items = { ...items, [code]: after }
  }
  const samples = samplesAfter(state.samples, atMs, outliers, values, limits)
  const moved = movedItems(samples, limits).sort((a, b) => (deviations[b] ?? 0) - (deviations[a] ?? 0))
  const unchanged = items === state.items && samples === state.samples
  return { state: unchanged ? state : { items, samples }, alarm: moved.length > 0, moved, deviations }
}

/** How many robust standard deviations a value lies from the median of its history; 0 while the history is too short to say. */
function deviationOf(history: ItemHistory | undefined, value: number, resolution: number, limits: EventLimits): number {
  if (!history || history.window.length < limits.leastSamples) return 0
  const sorted = sortedOf(history.window)
  const middle = medianOf(sorted)
  // Half steps: two of them are one resolution, the least spread that is believed.
  return Math.abs((2 * value) / resolution - middle) / Math.max(normal * medianDeviationOf(sorted, middle), 2)
}

function remembered(
  before: ItemHistory | undefined,
  halfSteps: number,
  atMs: number,
  isOutlier: boolean,
  limits: EventLimits,
): ItemHistory {
  if (!before) return { window: [halfSteps], keptAtMs: atMs }
  const isLearning = before.window.length < limits.leastSamples
  const isDue = isLearning || isInAnotherSlot(before.keptAtMs, atMs, limits.historyEverySeconds)
  if (!isOutlier) {
    if (!isDue) return before.held ? { window: before.window, keptAtMs: before.keptAtMs } : before
    return { window: withNewest(before.window, halfSteps, limits.windowSamples), keptAtMs: Math.max(atMs, before.keptAtMs) }
  }
  if (before.held && !isDue) return before
  const held = { sinceMs: before.held?.sinceMs ?? atMs, values: [...(before.held?.values ?? []), halfSteps].slice(-limits.windowSamples) }
  const keptAtMs = Math.max(atMs, before.keptAtMs)
  const isNewLevel = atMs - held.sinceMs >= limits.newLevelAfterHours * hourMs && held.values.length >= limits.newLevelAfterSamples
  return isNewLevel ? { window: held.values, keptAtMs } : { window: before.window, keptAtMs, held }
}

/** A quiet sample counts only while something stood out lately, and only when it measured that item again. */
function samplesAfter(
  samples: EventSamples,
  atMs: number,
  outliers: string[],
  values: Sample['values'],
  limits: EventLimits,
): EventSamples {
  const recent = new Set(samples.flatMap(([, items]) => items))
  const isSample = outliers.length > 0 || [...recent].some((code) => values[code] !== undefined)
  if (!isSample) return samples
  const joined: EventSamples = [...samples, [atMs, outliers]]
  const last = joined.sort((a, b) => a[0] - b[0]).slice(-profileOf(limits).of)
  return last.some(([, items]) => items.length > 0) ? last : []
}

/** The items behind the alarm: enough of the last samples had an outlier. Each should have enough itself; else all that took part. */
function movedItems(samples: EventSamples, limits: EventLimits): string[] {
  const { need } = profileOf(limits)
  if (samples.filter(([, items]) => items.length > 0).length < need) return []
  const times = new Map<string, number>()
  for (const code of samples.flatMap(([, items]) => items)) times.set(code, (times.get(code) ?? 0) + 1)
  const lasting = [...times].filter(([, count]) => count >= need).map(([code]) => code)
  return lasting.length > 0 ? lasting : [...times.keys()]
}

function profileOf({ profile, profiles }: EventLimits) {
  return profiles[profile]
}
