import { distanceMetres } from '#domain/geo/distance.ts'
import type { WorkingRun } from '#scenarios/fishing-ban/memory.ts'
import type { WorkingLimits } from '#scenarios/fishing-ban/schema.ts'
import type { Fix } from '#scenarios/fishing-ban/track/fixes.ts'
import { speedKn } from '#scenarios/fishing-ban/track/speed.ts'

/**
 * The run after one more of a track's fixes with the median speed there; leaving the band ends it, and so does a long silence. The
 * median enters the band when half of its window has, so a run begins where its speeds did.
 */
export function afterSpeed(
  run: WorkingRun | undefined,
  fixes: readonly Fix[],
  index: number,
  medianKn: number | undefined,
  limits: WorkingLimits,
): WorkingRun | undefined {
  const fix = fixes[index]
  if (!fix || !isWorking(medianKn, limits)) return undefined
  const going = run && fix.atMs - run.seenMs <= limits.gapMinutes * 60_000 ? run : begunAt(firstOfBand(fixes, fix, index, limits))
  return { ...going, seenMs: fix.atMs, reachM: Math.max(going.reachM, Math.round(distanceMetres(going, fix))) }
}

function isWorking(kn: number | undefined, { fromKn, toKn }: WorkingLimits): boolean {
  return kn !== undefined && kn >= fromKn && kn <= toKn
}

function begunAt({ atMs, lat, lon }: Fix): WorkingRun {
  return { sinceMs: atMs, seenMs: atMs, lat, lon, reachM: 0 }
}

/** The first of the fixes up to this one that all have a speed of the band, within half the window of the median. */
function firstOfBand(fixes: readonly Fix[], fix: Fix, index: number, limits: WorkingLimits): Fix {
  let first = fix
  for (let at = index - 1; at >= 0; at--) {
    const earlier = fixes[at]
    if (!earlier || fix.atMs - earlier.atMs > (limits.medianSeconds * 1000) / 2 || !isWorking(speedKn(fixes, at), limits)) break
    first = earlier
  }
  return first
}

/** Whether a run has lasted this long and got anywhere. */
export function isHeld(run: WorkingRun | undefined, minutes: number, { leastTravelM }: WorkingLimits): boolean {
  return run !== undefined && run.seenMs - run.sinceMs >= minutes * 60_000 && run.reachM >= leastTravelM
}
