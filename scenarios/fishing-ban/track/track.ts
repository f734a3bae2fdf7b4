import type { Conduct, Track } from '#scenarios/fishing-ban/memory.ts'
import type { FishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { afterSide } from '#scenarios/fishing-ban/track/border.ts'
import { type Fix, joinFix, packFix, unpackFix } from '#scenarios/fishing-ban/track/fixes.ts'
import { afterWay } from '#scenarios/fishing-ban/track/loitering.ts'
import { medianSpeedKn } from '#scenarios/fishing-ban/track/speed.ts'
import { afterSpeed } from '#scenarios/fishing-ban/track/working-speed.ts'

export function newTrack(water: string, device: string, mmsi: number | undefined): Track {
  return { water, device, ...(mmsi !== undefined && { mmsi }), fixes: [], settled: { atMs: 0 } }
}

/** The track with one more fix; the very same object when the fix says nothing new. */
export function withFix(track: Track, fix: Fix, limits: FishingBanLimits): Track {
  const fixes = joinFix(track.fixes, packFix(fix), track.settled.atMs, limits.fixes)
  if (fixes === track.fixes) return track
  const settledMs = (fixes.at(-1)?.[0] ?? 0) * 1000 - limits.fixes.reorderSeconds * 1000
  const unpacked = fixes.map(unpackFix)
  const settled = conductAfter(track.settled, unpacked, settledMs, limits)
  const oldestMs = settled.atMs - limits.working.medianSeconds * 1000
  // One fix before the window gives the first one in it a speed.
  const firstInWindow = unpacked.findIndex(({ atMs }) => atMs >= oldestMs)
  return { ...track, settled, fixes: fixes.slice(Math.max(0, firstInWindow - 1)) }
}

/** What the track amounts to at its newest fix. */
export function conductNow(track: Track, limits: FishingBanLimits): Conduct {
  return conductAfter(track.settled, track.fixes.map(unpackFix), Number.POSITIVE_INFINITY, limits)
}

/** The median speed alone of what the track amounts to. */
export function medianKnNow({ settled, fixes }: Track, limits: FishingBanLimits): number | undefined {
  const newestMs = (fixes.at(-1)?.[0] ?? 0) * 1000
  return newestMs > settled.atMs
    ? rounded(medianSpeedKn(fixes.map(unpackFix), fixes.length - 1, limits.working.medianSeconds))
    : settled.medianKn
}

export function lastFix({ fixes }: Track): Fix | undefined {
  const last = fixes.at(-1)
  return last && unpackFix(last)
}

function conductAfter(from: Conduct, fixes: readonly Fix[], untilMs: number, limits: FishingBanLimits): Conduct {
  let conduct = from
  fixes.forEach((fix, index) => {
    if (fix.atMs <= conduct.atMs || fix.atMs > untilMs) return
    const medianKn = medianSpeedKn(fixes, index, limits.working.medianSeconds)
    conduct = {
      atMs: fix.atMs,
      medianKn: rounded(medianKn),
      border: afterSide(conduct.border, fix.atMs, fix.isClosed, limits.fixes.borderFixes),
      run: afterSpeed(conduct.run, fixes, index, medianKn, limits.working),
      loitering: afterWay(conduct.loitering, fixes[index - 1], fix, limits.loitering),
    }
  })
  return conduct
}

function rounded(kn: number | undefined): number | undefined {
  return kn === undefined ? undefined : Math.round(kn * 100) / 100
}
