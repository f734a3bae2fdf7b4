import type { Window } from '#scenarios/river-protection/memory.ts'

/** Each window's values in ascending order: worked out once, then kept up by one removal and one insertion. */
const knownOrder = new WeakMap<Window, readonly number[]>()

/** The values of a window in ascending order. */
export function sortedOf(window: Window): readonly number[] {
  const known = knownOrder.get(window)
  if (known) return known
  const sorted = [...window].sort((a, b) => a - b)
  knownOrder.set(window, sorted)
  return sorted
}

/** The window with one more value; of more than `size` the oldest goes. */
export function withNewest(window: Window, value: number, size: number): Window {
  const leaving = window.length - size + 1
  const next = [...window.slice(Math.max(0, leaving)), value]
  const sorted = [...sortedOf(window)]
  for (const old of window.slice(0, Math.max(0, leaving))) sorted.splice(placeOf(sorted, old), 1)
  sorted.splice(placeOf(sorted, value), 0, value)
  knownOrder.set(next, sorted)
  return next
}

/** Middle of ascending values; 0 of none. */
export function medianOf(sorted: readonly number[]): number {
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2
}

/** Median distance of ascending values from `middle`. */
export function medianDeviationOf(sorted: readonly number[], middle: number): number {
  const half = sorted.length >> 1
  const upper = nthDistance(sorted, middle, half)
  return sorted.length % 2 === 1 || half === 0 ? upper : (upper + nthDistance(sorted, middle, half - 1)) / 2
}

/**
 * The n-th smallest distance (from 0) of ascending values from `middle`. Distances grow to both sides, so the n + 1 nearest values
 * stand together, and where they begin is found by halving.
 */
function nthDistance(sorted: readonly number[], middle: number, n: number): number {
  let [low, high] = [0, sorted.length - n - 1]
  while (low < high) {
    const from = (low + high) >> 1
    // A run that begins further up is nearer as long as the value it gains is nearer than the one it loses.
    if (middle - (sorted[from] ?? 0) > (sorted[from + n + 1] ?? 0) - middle) low = from + 1
    else high = from
  }
  return Math.max(middle - (sorted[low] ?? middle), (sorted[low + n] ?? middle) - middle)
}

/** Index of the first value that is not below `value`. */
function placeOf(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
