import { distanceMetres } from '#domain/geo/distance.ts'
import type { Fix } from '#lambdas/scenarios/fishing-ban/fixes.ts'
import type { WorkingLimits } from '#lambdas/scenarios/fishing-ban/schema.ts'

/** A run of fixes at the speed of a boat that works with gear: since when, until when, from where, and how far it got. */
export type WorkingRun = { sinceMs: number; seenMs: number; lat: number; lon: number; reachM: number }

/** The run after one more fix with its median speed; leaving the band ends it, and so does a long silence. */
export function afterSpeed(
  run: WorkingRun | undefined,
  { atMs, lat, lon }: Fix,
  medianKn: number | undefined,
  limits: WorkingLimits,
): WorkingRun | undefined {
  if (medianKn === undefined || medianKn < limits.fromKn || medianKn > limits.toKn) return undefined
  if (!run || atMs - run.seenMs > limits.gapMinutes * 60_000) return { sinceMs: atMs, seenMs: atMs, lat, lon, reachM: 0 }
  return { ...run, seenMs: atMs, reachM: Math.max(run.reachM, Math.round(distanceMetres(run, { lat, lon }))) }
}

/** Whether a run has lasted this long and got anywhere. */
export function isHeld(run: WorkingRun | undefined, minutes: number, { leastTravelM }: WorkingLimits): boolean {
  return run !== undefined && run.seenMs - run.sinceMs >= minutes * 60_000 && run.reachM >= leastTravelM
}
