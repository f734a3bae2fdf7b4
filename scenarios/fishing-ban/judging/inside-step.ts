import { withOrder } from '#domain/detection/call-out.ts'
import { callOut } from '#scenarios/fishing-ban/calls/call-out.ts'
import { type Draft, tell, tellSpeaker } from '#scenarios/fishing-ban/draft.ts'
import { trackOf, withTrack } from '#scenarios/fishing-ban/fleet.ts'
import { afterMeeting, isNear, isSlow, partnerOf, type Whereabouts } from '#scenarios/fishing-ban/judging/encounter.ts'
import { type Judgement, judge } from '#scenarios/fishing-ban/judging/level.ts'
import { isNight } from '#scenarios/fishing-ban/judging/night.ts'
import { isHomeShip } from '#scenarios/fishing-ban/judging/permitted.ts'
import type { Conduct, Track } from '#scenarios/fishing-ban/memory.ts'
import type { FishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import type { Fix } from '#scenarios/fishing-ban/track/fixes.ts'
import { isLoitering } from '#scenarios/fishing-ban/track/loitering.ts'
import { lastFix, medianKnNow } from '#scenarios/fishing-ban/track/track.ts'
import { isHeld } from '#scenarios/fishing-ban/track/working-speed.ts'

/** A vessel inside a closed water: what it does becomes a level, which is reported and, from `orange` on, called out. `nowMs` is the server's. */
export function watchInside(draft: Draft, id: string, track: Track, conduct: Conduct, nowMs: number): void {
  const { limits } = draft
  const fix = lastFix(track)
  if (!fix) return
  const here = { id, atMs: fix.atMs, lat: fix.lat, lon: fix.lon, kn: conduct.medianKn }
  // Who is fast meets nobody: then the others need not be looked at.
  const near = isSlow(here, limits.encounter) ? whereabouts(draft, fix, id) : []
  const meetings = afterMeeting(draft.fleet.meetings, here, near, limits.encounter)
  if (meetings !== draft.fleet.meetings) draft.fleet = { ...draft.fleet, meetings }
  const partner = partnerOf(meetings, id, limits.encounter)
  const judgement = judgeConduct(track, conduct, fix, partner !== undefined, limits)
  if (judgement) tell(draft, id, judgement, conduct, fix.atMs, partner)
  const current = trackOf(draft.fleet, id)
  if (judgement?.level !== 'orange' || !current) return
  const call = callOut(draft.key, id, current, nowMs, limits)
  if (!call.order) return
  draft.fleet = withOrder(withTrack(draft.fleet, id, call.track), call.order)
  tellSpeaker(draft, call.order)
}

/** A permitted vessel that does what would be reported of another is counted once a stay. Whom it meets is not looked at. */
export function withholdInside(draft: Draft, id: string, track: Track, conduct: Conduct): void {
  const fix = lastFix(track)
  if (!fix || track.isWithheld || !conduct.border?.isInside) return
  if (!judgeConduct(track, conduct, fix, false, draft.limits)) return
  draft.fleet = withTrack(draft.fleet, id, { ...track, isWithheld: true })
  draft.withheld.push({ why: 'vessel-permitted', device: track.device })
}

function judgeConduct(track: Track, conduct: Conduct, fix: Fix, meets: boolean, limits: FishingBanLimits): Judgement | undefined {
  return judge({
    isWorking: isHeld(conduct.run, limits.working.heldMinutes, limits.working),
    isSlow: isHeld(conduct.run, limits.working.slowMinutes, limits.working),
    meets,
    isLoitering: isLoitering(conduct.loitering, limits.loitering),
    isKnown: isHomeShip(track.mmsi, limits) && !track.isShared,
    isNight: isNight(fix, fix.atMs, limits.offsetMinutes),
  })
}

/** Who else is near, and how fast. */
function whereabouts({ fleet, limits }: Draft, near: Fix, but: string): Whereabouts[] {
  return Object.entries(fleet.tracks).flatMap(([id, track]) => {
    const fix = lastFix(track)
    if (id === but || !fix || !isNear(near, fix, limits.encounter)) return []
    return [{ id, atMs: fix.atMs, lat: fix.lat, lon: fix.lon, kn: medianKnNow(track, limits) }]
  })
}
