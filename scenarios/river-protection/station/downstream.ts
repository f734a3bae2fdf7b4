import type { RiverMemory } from '#scenarios/river-protection/memory.ts'
import type { RiverProtectionLimits } from '#scenarios/river-protection/schema.ts'

/**
 * Upstream stations whose warning another station has just confirmed: its own began within the water's travel time after
 * theirs. Both orders of arrival count, so a late message from upstream is confirmed as well.
 */
export function newlyConfirmed(
  { stations }: RiverMemory,
  just: string,
  limits: RiverProtectionLimits,
): { upstream: string; downstream: string }[] {
  return Object.entries(limits.stations).flatMap(([upstream, { downstream }]) => {
    const above = stations[upstream]?.warning
    if (!above || above.confirmedBy) return []
    const witness = downstream.find(({ station, fromMinutes, toMinutes }) => {
      const below = stations[station]?.warning
      if (!below || (station !== just && upstream !== just)) return false
      const minutes = (below.onsetMs - above.onsetMs) / 60_000
      return minutes >= fromMinutes && minutes <= toMinutes
    })
    return witness ? [{ upstream, downstream: witness.station }] : []
  })
}
