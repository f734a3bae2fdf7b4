/**
 * Whether a moment lies in another slot of the clock than an earlier one. What is remembered once a slot is remembered for all
 * items of a station in the same message, so that it costs one write.
 */
export function isInAnotherSlot(earlierMs: number, atMs: number, slotSeconds: number): boolean {
  const slotMs = slotSeconds * 1000
  return slotMs === 0 || Math.floor(earlierMs / slotMs) !== Math.floor(atMs / slotMs)
}
