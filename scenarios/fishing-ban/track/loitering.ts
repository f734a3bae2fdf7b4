import { distanceMetres } from '#domain/geo/distance.ts'
import type { Loitering } from '#scenarios/fishing-ban/memory.ts'
import type { LoiteringLimits } from '#scenarios/fishing-ban/schema.ts'
import type { Fix } from '#scenarios/fishing-ban/track/fixes.ts'

const hourMs = 3_600_000
const metresPerNauticalMile = 1_852

/** Hours in a row in which the way made was slow on the average; the hours roll on over midnight. */
export function afterWay(state: Loitering | undefined, before: Fix | undefined, fix: Fix, limits: LoiteringLimits): Loitering {
  if (!state || !before) return { sinceMs: fix.atMs, metres: 0, hours: 0 }
  const metres = Math.round(state.metres + distanceMetres(before, fix))
  const elapsedHours = (fix.atMs - state.sinceMs) / hourMs
  if (elapsedHours < 1) return { ...state, metres }
  const isSlow = metres / metresPerNauticalMile / elapsedHours < limits.belowKn
  return { sinceMs: fix.atMs, metres: 0, hours: isSlow ? state.hours + Math.floor(elapsedHours) : 0 }
}

export function isLoitering(state: Loitering | undefined, { hours }: LoiteringLimits): boolean {
  return state !== undefined && state.hours >= hours
}
