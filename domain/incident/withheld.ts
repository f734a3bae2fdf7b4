import type { Agreed } from '#domain/detection/detector.ts'
import { boundedCount } from '#domain/entries.ts'

/** Why a finding opened no incident: an officer has just ended the case, or has shelved it, or the county had agreed to it. */
export type SuppressionReason = 'dismissed' | 'shelved' | Agreed

/** What one key withheld on one day: by reason and device. Its row is written with the memory, so its version is known. */
export type WithheldDay = { day: string; writes: number; counts: Record<string, number> }

const namesKept = 20

/** One finding more that was withheld. A day never goes back: what comes late is counted on the day it is written. */
export function withheldOnce(before: WithheldDay | undefined, why: SuppressionReason, device: string, atMs: number): WithheldDay {
  const day = new Date(atMs).toISOString().slice(0, 10)
  const current = before && before.day >= day ? before : { day, writes: 0, counts: {} }
  return { ...current, counts: boundedCount(current.counts, `${why}|${device}`, `${why}|`, namesKept) }
}
