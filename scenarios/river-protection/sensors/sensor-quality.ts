import { medianOf } from '#scenarios/river-protection/event/sorted-window.ts'
import type { DefectType, SensorState } from '#scenarios/river-protection/memory.ts'
import type { QualityLimits } from '#scenarios/river-protection/schema.ts'
import { isInAnotherSlot } from '#scenarios/river-protection/slot.ts'

/** A defect of the sample at `atMs`: a spike is known only when the next sample is back. */
export type Flag = { type: DefectType; atMs: number }

export type SensorStep = { state: SensorState | undefined; flags: Flag[] }

const hourMs = 3_600_000
/** Makes the median of absolute values the standard deviation of a normal distribution. */
const normal = 1.4826

/** One value of one sensor, or none where one was due. The same state comes back when nothing need be remembered. */
export function afterValue(
  state: SensorState | undefined,
  code: string,
  value: number | undefined,
  atMs: number,
  limits: QualityLimits,
): SensorStep {
  if (value === undefined) return { state, flags: [{ type: 'missing', atMs }] }
  if (isOutside(value, limits.possible[code])) return afterImpossible(state, atMs)
  const flags: Flag[] = isOutside(value, limits.plausible[code]) ? [{ type: 'out-of-range', atMs }] : []
  if (!state) return { state: { value, atMs, sameSinceMs: atMs, sameCount: 1, steps: [] }, flags }
  if (atMs <= (state.suspect?.atMs ?? state.atMs)) return { state, flags } // late or repeated: its neighbours have been judged
  const resolution = limits.resolutions[code]
  const back = comeBack(state, atMs)
  const settled = resolution === undefined ? back : settle(back, value, resolution, limits, flags)
  if (resolution !== undefined && isJump(settled, value, spreadOf(settled, resolution), limits))
    return { state: { ...settled, suspect: { value, atMs } }, flags }
  const next = accepted(settled, value, atMs, limits)
  if (limits.flatItems.includes(code) && isFlat(next, atMs, limits)) flags.push({ type: 'flat', atMs })
  return { state: next, flags }
}

/** A sample alone among impossible ones was no measurement either: a probe out of the water that was splashed, say. */
function afterImpossible(state: SensorState | undefined, atMs: number): SensorStep {
  const impossible: Flag = { type: 'impossible', atMs }
  if (!state || state.back === 'awaited') return { state, flags: [impossible] }
  const alone: Flag[] = state.back ? [{ type: 'big-spike', atMs: state.back.atMs }] : []
  return { state: { ...state, back: 'awaited' }, flags: [...alone, impossible] }
}

/** The first possible sample after an impossible one is marked, the second takes the mark away. */
function comeBack(state: SensorState, atMs: number): SensorState {
  if (state.back === 'awaited') return { ...state, back: { atMs } }
  const { back, ...others } = state
  return back ? others : state
}

/** The next sample decides about a jump: back to where it was, it was a spike; else it was the water. */
function settle(state: SensorState, next: number, resolution: number, limits: QualityLimits, flags: Flag[]): SensorState {
  const { suspect, ...before } = state
  if (!suspect) return state
  const [low, high] = [Math.min(before.value, next), Math.max(before.value, next)]
  const beyond = Math.max(suspect.value - high, low - suspect.value)
  const isBack = beyond > 0 && high - low < beyond / 2
  const spread = spreadOf(before, resolution)
  const isBig = isDoubleOrHalf(suspect.value, low, high) && beyond > limits.bigSpikeDeviations * spread
  if (isBack && (isBig || beyond > limits.smallSpikeDeviations * spread)) {
    flags.push({ type: isBig ? 'big-spike' : 'small-spike', atMs: suspect.atMs })
    return before
  }
  return accepted(before, suspect.value, suspect.atMs, { ...limits, keepEverySeconds: 0 })
}

function isJump(state: SensorState, value: number, spread: number, limits: QualityLimits): boolean {
  if (state.steps.length < limits.leastSteps) return false
  const step = Math.abs(value - state.value)
  const isBig = isDoubleOrHalf(value, state.value, state.value) && step > limits.bigSpikeDeviations * spread
  return isBig || step > limits.smallSpikeDeviations * spread
}

function accepted(state: SensorState, value: number, atMs: number, limits: QualityLimits): SensorState {
  const isSame = value === state.value
  const isDue = isInAnotherSlot(state.atMs, atMs, limits.keepEverySeconds)
  const endsLongSameness = !isSame && state.atMs - state.sameSinceMs > (limits.flatAfterHours * hourMs) / 2
  if (!isDue && !endsLongSameness) return state
  const step = Number(Math.abs(value - state.value).toPrecision(3))
  return {
    ...state,
    value,
    atMs,
    sameSinceMs: isSame ? state.sameSinceMs : atMs,
    sameCount: isSame ? state.sameCount + 1 : 1,
    steps: [...state.steps, step].slice(-limits.stepsKept),
  }
}

function isFlat({ sameSinceMs, sameCount }: SensorState, atMs: number, { flatAfterHours, flatAfterSamples }: QualityLimits): boolean {
  return sameCount >= flatAfterSamples && atMs - sameSinceMs >= flatAfterHours * hourMs
}

function spreadOf({ steps }: SensorState, resolution: number): number {
  return Math.max(normal * medianOf([...steps].sort((a, b) => a - b)), resolution)
}

function isDoubleOrHalf(value: number, low: number, high: number): boolean {
  return value >= 2 * high || value <= low / 2
}

function isOutside(value: number, range: readonly [number, number] | undefined): boolean {
  return range !== undefined && (value < range[0] || value > range[1])
}
