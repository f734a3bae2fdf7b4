import { unansweredOrder } from '#domain/detection/call-out.ts'
import type { Detector, Step } from '#domain/detection/detector.ts'
import type { vessel } from '#domain/observation/kinds/vessel.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import { type FromSpeaker, onAnswer, onUnanswered } from '#scenarios/fishing-ban/calls/speaker-step.ts'
import { type Draft, forget } from '#scenarios/fishing-ban/draft.ts'
import { emptyFleet, isBeforeLeaving, seenMs, trackOf, withTrack } from '#scenarios/fishing-ban/fleet.ts'
import { whichVessel } from '#scenarios/fishing-ban/identity/which-vessel.ts'
import { silenceMs } from '#scenarios/fishing-ban/judging/dark.ts'
import { watchInside, withholdInside } from '#scenarios/fishing-ban/judging/inside-step.ts'
import { isPermitted } from '#scenarios/fishing-ban/judging/permitted.ts'
import { onSilence } from '#scenarios/fishing-ban/judging/silence-step.ts'
import { closedWaterAt } from '#scenarios/fishing-ban/judging/waters.ts'
import type { Fleet, Track } from '#scenarios/fishing-ban/memory.ts'
import type { FishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { isAway } from '#scenarios/fishing-ban/track/border.ts'
import type { Fix } from '#scenarios/fishing-ban/track/fixes.ts'
import { conductNow, newTrack, withFix } from '#scenarios/fishing-ban/track/track.ts'

type FromVessel = ObservationOf<typeof vessel>

/** That somebody outside was heard is written down this often. */
const sampleHeardMs = 120_000

/**
 * One water's step: a fix joins its vessel's track, the track's speed and place become a level, levels become findings and calls.
 * A vessel outside closed waters leaves no trace, but for the proof that the receiver hears.
 */
export const detectFishing: Detector<Fleet, FromVessel | FromSpeaker | Wake, FishingBanLimits> = (memory, seen, limits) => {
  const draft: Draft = { key: seen.key, fleet: memory ?? emptyFleet, findings: [], timers: [], commands: [], withheld: [], limits }
  if (seen.kind === 'wake') onWake(draft, seen)
  else if (seen.kind === 'speaker-ack') onAnswer(draft, seen)
  else onFix(draft, seen)
  const { fleet, findings, timers, commands, withheld } = draft
  // A memory that was never written and says nothing need not be written now: whoever speaks here cannot make rows of it.
  return { memory: fleet === emptyFleet ? (memory as Fleet) : fleet, findings, timers, commands, withheld } satisfies Step<Fleet>
}

function onWake(draft: Draft, wake: Wake): void {
  const unanswered = unansweredOrder(wake.name)
  if (unanswered !== undefined) onUnanswered(draft, unanswered, wake.observedAtMs)
  else onSilence(draft, wake)
}

function onFix(draft: Draft, seen: FromVessel): void {
  const { body, position, observedAtMs, lateness } = seen
  // Where the receiver stands is not where the vessel is.
  if (lateness === 'expired' || position.source === 'registered') return
  const { limits, fleet } = draft
  const water = closedWaterAt(position, observedAtMs, seen.key.slice(seen.key.indexOf(':') + 1), limits)
  const { sogKn, cogDeg, mmsi, trackId } = body
  const fix: Fix = { atMs: observedAtMs, lat: position.lat, lon: position.lon, sogKn, cogDeg, isClosed: water !== undefined }
  const vessel = whichVessel(fleet, trackId, fix, limits.identity)
  if (!vessel.track && (!water || isBeforeLeaving(fleet, vessel.id, observedAtMs))) return heardOutside(draft, observedAtMs)
  const before = vessel.track ?? newTrack(water ?? '', seen.device, mmsi)
  const joined = withFix(before, fix, limits)
  if (joined === before) return
  const isAllowed = isPermitted({ trackId, mmsi, isShared: vessel.id !== trackId }, limits)
  follow(draft, seen, vessel.id, { ...joined, device: seen.device, ...(vessel.isShared && { isShared: true }) }, isAllowed)
}

/** A proof that the receiver hears, taken only while somebody inside might go dark. */
function heardOutside(draft: Draft, atMs: number): void {
  const { fleet } = draft
  if (Object.keys(fleet.tracks).length === 0 || atMs - fleet.outsideHeardMs < sampleHeardMs) return
  draft.fleet = { ...fleet, outsideHeardMs: atMs }
}

function follow(draft: Draft, seen: FromVessel, id: string, joined: Track, isAllowed: boolean): void {
  const { limits } = draft
  const { isDark, ...track } = joined
  const conduct = conductNow(track, limits)
  const isNew = trackOf(draft.fleet, id) === undefined
  draft.fleet = withTrack(draft.fleet, id, track)
  if (isAway(conduct.border, limits.fixes.borderFixes)) return forget(draft, id, track, conduct.atMs, 'left')
  if (isAllowed) return withholdInside(draft, id, track, conduct)
  if (isNew || isDark) draft.timers.push({ name: `silent:${id}`, dueAtMs: seenMs(track) + silenceMs(track.fixes, limits.dark) })
  if (conduct.border?.isInside) watchInside(draft, id, track, conduct, seen.receivedAtMs)
}
