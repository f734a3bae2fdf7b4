import type { FishingBanLimits } from '#scenarios/fishing-ban/schema.ts'

/** Whether the county lets this vessel in: patrol, research, rescue. A second vessel under its number has no such leave. */
export function isPermitted(
  { trackId, mmsi, isShared }: { trackId: string; mmsi?: number | undefined; isShared?: boolean | undefined },
  { permitted }: FishingBanLimits,
): boolean {
  if (isShared) return false
  return permitted.some((one) => (one.mmsi !== undefined && one.mmsi === mmsi) || (one.trackId !== undefined && one.trackId === trackId))
}

/** A number that belongs to a ship station of the home flag: nine digits, the first three of them its country's. */
export function isHomeShip(mmsi: number | undefined, { identity: { homeMids } }: FishingBanLimits): boolean {
  return mmsi !== undefined && homeMids.includes(Math.floor(mmsi / 1_000_000))
}
