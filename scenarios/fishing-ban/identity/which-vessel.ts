import { lastOf } from '#domain/entries.ts'
import { trackOf } from '#scenarios/fishing-ban/fleet.ts'
import { chooseSegment } from '#scenarios/fishing-ban/identity/identity.ts'
import type { Fleet, Track } from '#scenarios/fishing-ban/memory.ts'
import type { IdentityLimits } from '#scenarios/fishing-ban/schema.ts'
import { type Fix, unpackFix } from '#scenarios/fishing-ban/track/fixes.ts'

/** So many vessels under one identity are told apart; more of them join the last. */
const vesselsAtMost = 4

export type Vessel = { id: string; track: Track | undefined; isShared: boolean }

/** Which of the vessels that sail under this identity a fix belongs to: a known one, or one more (`413000001~2`). */
export function whichVessel(fleet: Fleet, trackId: string, fix: Fix, limits: IdentityLimits): Vessel {
  const ids = Array.from({ length: vesselsAtMost }, (_, index) => (index === 0 ? trackId : `${trackId}~${index + 1}`))
  const known = ids.flatMap((id) => {
    const track = trackOf(fleet, id)
    return track ? [{ id, track }] : []
  })
  if (known.length === 0) return { id: trackId, track: undefined, isShared: false }
  // What comes late is held against the fixes before it.
  const segments = known.map(({ track }) => {
    const fixes = track.fixes.map(unpackFix).filter(({ atMs }) => atMs <= fix.atMs)
    return { fixes, count: limits.shortSegment }
  })
  const isBeforeAll = segments.every(({ fixes }) => fixes.length === 0)
  const choice = chooseSegment(segments, fix, limits)
  const index = choice.type === 'continues' ? choice.segment : choice.type === 'ambiguous' ? (choice.segments[0] ?? 0) : -1
  const found = isBeforeAll ? known[0] : known[index]
  if (found) return { ...found, isShared: known.some(({ id, track }) => id !== found.id && isSettled(track)) }
  const free = ids.find((id) => !trackOf(fleet, id))
  return free ? { id: free, track: undefined, isShared: true } : { ...lastOf(known), isShared: true }
}

/** One wild position makes no second vessel: it has to have come in. */
function isSettled({ settled }: Track): boolean {
  return settled.border?.isInside === true
}
