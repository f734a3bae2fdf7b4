import type { CountyGround } from '#domain/county/county-context.ts'
import { findArea } from '#domain/geo/area.ts'
import type { Position } from '#domain/geo/position.ts'
import type { FishingBanLimits, StatedFishingBanLimits } from '#scenarios/fishing-ban/schema.ts'

/** The kind of area in which nobody may fish. */
export const closedKind = 'closed-fishing'
const exemptKinds = ['harbour', 'ferry-lane']

/** Puts the county's clock and the closed waters of its map into the limits, with the harbours and ferry lanes that are exempt. */
export function locateWaters(limits: StatedFishingBanLimits, { areas, offsetMinutes }: CountyGround): FishingBanLimits {
  const of = (kinds: string[]) =>
    areas.filter(({ properties }) => kinds.includes(properties.kind)).map(({ geometry, properties: { id } }) => ({ id, geometry }))
  return { ...limits, offsetMinutes, closed: [...limits.closed, ...of([closedKind])], exempt: [...limits.exempt, ...of(exemptKinds)] }
}

/**
 * Id of the water in which a vessel at this place and time must not fish. `watched` is what the memory is of: when it is itself
 * a closed water, only that one is meant, since another memory answers for the others.
 */
export function closedWaterAt(position: Position, atMs: number, watched: string, limits: FishingBanLimits): string | undefined {
  const own = limits.closed.filter(({ id }) => id === watched)
  const water = findArea(own.length > 0 ? own : limits.closed, position)
  if (!water || !isClosed(water.id, atMs, limits) || findArea(limits.exempt, position)) return undefined
  return water.id
}

/** Both days of a season belong to it; one from November to February goes past New Year. */
function isClosed(water: string, atMs: number, { seasons, offsetMinutes }: FishingBanLimits): boolean {
  const periods = seasons[water]
  if (!periods) return true
  const today = new Date(atMs + offsetMinutes * 60_000).toISOString().slice(5, 10)
  return periods.some(({ from, to }) => (from <= to ? today >= from && today <= to : today >= from || today <= to))
}
