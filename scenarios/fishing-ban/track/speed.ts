import { distanceMetres } from '#domain/geo/distance.ts'
import type { Fix } from '#scenarios/fishing-ban/track/fixes.ts'

const metresPerSecondInKn = 1852 / 3600

/** Speed over ground at one of a track's fixes, kn: as reported, or from the way since the fix before. */
export function speedKn(fixes: readonly Fix[], index: number): number | undefined {
  const [before, fix] = [fixes[index - 1], fixes[index]]
  if (!fix) return undefined
  if (fix.sogKn !== undefined) return fix.sogKn
  if (!before || fix.atMs <= before.atMs) return undefined
  return distanceMetres(before, fix) / ((fix.atMs - before.atMs) / 1000) / metresPerSecondInKn
}

/**
 * Median speed over the last `seconds` before a fix. By time, not by number of fixes: a median of five steadies a transponder
 * that speaks twice a minute and wipes out what one says that speaks every ten minutes.
 */
export function medianSpeedKn(fixes: readonly Fix[], index: number, seconds: number): number | undefined {
  const fromMs = (fixes[index]?.atMs ?? 0) - seconds * 1000
  const speeds: number[] = []
  for (let at = index; at >= 0 && (fixes[at]?.atMs ?? 0) >= fromMs; at--) {
    const speed = speedKn(fixes, at)
    if (speed !== undefined) speeds.push(speed)
  }
  speeds.sort((a, b) => a - b)
  const middle = speeds.length >> 1
  if (speeds.length % 2 === 1) return speeds[middle]
  return speeds.length === 0 ? undefined : ((speeds[middle - 1] ?? 0) + (speeds[middle] ?? 0)) / 2
}
