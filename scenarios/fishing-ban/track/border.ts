import type { Border } from '#scenarios/fishing-ban/memory.ts'

/** The side after one more fix: only several in a row on the other side change it, so that nobody flickers along the line. */
export function afterSide(border: Border | undefined, atMs: number, isInside: boolean, fixesNeeded: number): Border {
  const goesOn = border?.lastInside === isInside
  const inRow = goesOn ? Math.min(fixesNeeded, border.inRow + 1) : 1
  const rowSinceMs = goesOn ? border.rowSinceMs : atMs
  const before = border ?? { isInside: false, sinceMs: atMs }
  const crosses = isInside !== before.isInside && inRow >= fixesNeeded
  const side = crosses ? { isInside, sinceMs: rowSinceMs } : { isInside: before.isInside, sinceMs: before.sinceMs }
  return { ...side, lastInside: isInside, inRow, rowSinceMs }
}

/** Left, or never came in: as many fixes outside as an exit takes. */
export function isAway(border: Border | undefined, fixesNeeded: number): boolean {
  return border !== undefined && !border.isInside && !border.lastInside && border.inRow >= fixesNeeded
}
