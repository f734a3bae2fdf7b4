import { withOrder } from '#domain/detection/call-out.ts'
import { callOut } from '#lambdas/scenarios/fishing-ban/call-out.ts'
import { type Draft, tell, tellSpeaker } from '#lambdas/scenarios/fishing-ban/draft.ts'
import { afterMeeting, isNear, isSlow, partnerOf, type Whereabouts } from '#lambdas/scenarios/fishing-ban/encounter.ts'
import type { Fix } from '#lambdas/scenarios/fishing-ban/fixes.ts'
import { trackOf, withTrack } from '#lambdas/scenarios/fishing-ban/fleet.ts'
import { type Judgement, judge } from '#lambdas/scenarios/fishing-ban/level.ts'
import { isLoitering } from '#lambdas/scenarios/fishing-ban/loitering.ts'
import { isNight } from '#lambdas/scenarios/fishing-ban/night.ts'
import { isHomeShip } from '#lambdas/scenarios/fishing-ban/permitted.ts'
import type { FishingBanLimits } from '#lambdas/scenarios/fishing-ban/schema.ts'
import { type Conduct, lastFix, medianKnNow, type Track } from '#lambdas/scenarios/fishing-ban/track.ts'
import { isHeld } from '#lambdas/scenarios/fishing-ban/working-speed.ts'

/** A vessel inside a closed water: what it does becomes a level, told and, from `orange` on, called out. `nowMs` is the server's. */
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

/** A permitted vessel that does what another would be told of is counted once a stay. Whom it meets is not looked at. */
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
