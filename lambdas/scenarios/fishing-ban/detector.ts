import {
  afterAnswer,
  afterCall,
  afterNoAnswer,
  answerTimer,
  type Order,
  type PendingCall,
  unansweredOrder,
  withOrder,
} from '#domain/detection/call-out.ts'
import type { Detector, DeviceCommand, Finding, Step, Timer, Withheld } from '#domain/detection/detector.ts'
import type { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import type { vessel } from '#domain/observation/kinds/vessel.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import { isAway } from '#lambdas/scenarios/fishing-ban/border.ts'
import { calledVessel, callOut, speakersFor } from '#lambdas/scenarios/fishing-ban/call-out.ts'
import { judgeSilence, silenceMs } from '#lambdas/scenarios/fishing-ban/dark.ts'
import { afterMeeting, isNear, partnerOf, type Whereabouts } from '#lambdas/scenarios/fishing-ban/encounter.ts'
import { heardAgain, unheardRaise, vesselClear, vesselRaise } from '#lambdas/scenarios/fishing-ban/findings.ts'
import type { Fix } from '#lambdas/scenarios/fishing-ban/fixes.ts'
import {
  emptyFleet,
  type Fleet,
  isBeforeLeaving,
  othersHeardMs,
  seenMs,
  trackOf,
  withoutTrack,
  withTrack,
} from '#lambdas/scenarios/fishing-ban/fleet.ts'
import { isGraver, type Judgement, judge, judgementOf } from '#lambdas/scenarios/fishing-ban/level.ts'
import { isLoitering } from '#lambdas/scenarios/fishing-ban/loitering.ts'
import { isNight } from '#lambdas/scenarios/fishing-ban/night.ts'
import { isHomeShip, isPermitted } from '#lambdas/scenarios/fishing-ban/permitted.ts'
import type { FishingBanLimits } from '#lambdas/scenarios/fishing-ban/schema.ts'
import { type Conduct, conductNow, lastFix, newTrack, type Track, withFix } from '#lambdas/scenarios/fishing-ban/track.ts'
import { closedWaterAt } from '#lambdas/scenarios/fishing-ban/waters.ts'
import { whichVessel } from '#lambdas/scenarios/fishing-ban/which-vessel.ts'
import { isHeld } from '#lambdas/scenarios/fishing-ban/working-speed.ts'

type FromVessel = ObservationOf<typeof vessel>
type FromSpeaker = ObservationOf<typeof speakerAck>

/** A step in the making: what is gathered while one fix is worked through. `key` is the memory it is of. */
type Draft = {
  key: string
  fleet: Fleet
  findings: Finding[]
  timers: Timer[]
  commands: DeviceCommand[]
  withheld: Withheld[]
  limits: FishingBanLimits
}

/** That somebody outside was heard is written down this often. */
const sampleHeardMs = 120_000
/** Slower than this is lying still. */
const movingKn = 0.3

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
  if (conduct.border?.isInside) watchInside(draft, seen, id, track, conduct)
}

function watchInside(draft: Draft, seen: FromVessel, id: string, track: Track, conduct: Conduct): void {
  const { limits } = draft
  const fix = lastFix(track)
  if (!fix) return
  const here = { id, atMs: fix.atMs, lat: fix.lat, lon: fix.lon, kn: conduct.medianKn }
  const meetings = afterMeeting(draft.fleet.meetings, here, whereabouts(draft, fix, id), limits.encounter)
  if (meetings !== draft.fleet.meetings) draft.fleet = { ...draft.fleet, meetings }
  const partner = partnerOf(meetings, id, limits.encounter)
  const judgement = judgeConduct(track, conduct, fix, partner !== undefined, limits)
  if (judgement) tell(draft, id, judgement, conduct, fix.atMs, partner)
  const current = trackOf(draft.fleet, id)
  if (judgement?.level !== 'orange' || !current) return
  const call = callOut(draft.key, id, current, seen.receivedAtMs, limits)
  if (!call.order) return
  draft.fleet = withOrder(withTrack(draft.fleet, id, call.track), call.order)
  tellSpeaker(draft, call.order)
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

/** A permitted vessel that does what another would be told of is counted once a stay. Whom it meets is not looked at. */
function withholdInside(draft: Draft, id: string, track: Track, conduct: Conduct): void {
  const fix = lastFix(track)
  if (!fix || track.isWithheld || !conduct.border?.isInside) return
  if (!judgeConduct(track, conduct, fix, false, draft.limits)) return
  draft.fleet = withTrack(draft.fleet, id, { ...track, isWithheld: true })
  draft.withheld.push({ why: 'vessel-permitted', device: track.device })
}

function tellSpeaker(draft: Draft, { command, answerDueAtMs }: Order): void {
  draft.commands.push(command)
  draft.timers.push({ name: answerTimer(command.id), dueAtMs: answerDueAtMs })
}

function onAnswer(draft: Draft, { body, observedAtMs, receivedAtMs }: FromSpeaker): void {
  const { memory, call, heardAgain: placeHeard } = afterAnswer(draft.fleet, body)
  draft.fleet = memory
  if (placeHeard !== undefined) draft.findings.push(heardAgain(placeHeard, observedAtMs))
  if (!call) return
  draft.timers.push({ name: answerTimer(call.commandId), dueAtMs: undefined })
  if (!body.played) return onNoAnswer(draft, call, receivedAtMs)
  const id = calledVessel(draft.key, call.subject)
  const track = trackOf(draft.fleet, id)
  if (!track?.calls) return
  const calls = { ...track.calls, acknowledged: (track.calls.acknowledged ?? 0) + 1 }
  draft.fleet = withTrack(draft.fleet, id, { ...track, calls })
}

function onUnanswered(draft: Draft, commandId: string, atMs: number): void {
  const { memory, call } = afterCall(draft.fleet, commandId)
  draft.fleet = memory
  if (call) onNoAnswer(draft, call, atMs)
}

/** As long as the vessel is there, the next loudspeaker of the water is tried; after the last one the desk is told. */
function onNoAnswer(draft: Draft, call: PendingCall, atMs: number): void {
  const { limits } = draft
  const id = calledVessel(draft.key, call.subject)
  const track = trackOf(draft.fleet, id)
  if (!track) return
  const { memory, order, nobodyAnswers } = afterNoAnswer(draft.fleet, call, speakersFor(track, call.step, limits), atMs, limits.callOut)
  draft.fleet = memory
  if (order) tellSpeaker(draft, order)
  if (nobodyAnswers) draft.findings.push(unheardRaise(draft.key, id, track, call.speaker + 1, atMs))
}

/** Who else is near, and how fast. */
function whereabouts({ fleet, limits }: Draft, near: Fix, but: string): Whereabouts[] {
  return Object.entries(fleet.tracks).flatMap(([id, track]) => {
    const fix = lastFix(track)
    if (id === but || !fix || !isNear(near, fix, limits.encounter)) return []
    return [{ id, atMs: fix.atMs, lat: fix.lat, lon: fix.lon, kn: conductNow(track, limits).medianKn }]
  })
}

/** A level is told when it is graver than before, again with each new run of work, and now and then while the vessel stays. */
function tell(draft: Draft, id: string, judgement: Judgement, conduct: Conduct, nowMs: number, partner?: string): void {
  const { limits } = draft
  const track = trackOf(draft.fleet, id)
  const fix = track && lastFix(track)
  if (!track || !fix) return
  const { told } = track
  const runSinceMs = judgement.ground === 'working-speed' ? conduct.run?.sinceMs : undefined
  const isNews = isGraver(judgement.level, told?.level)
  const isAgain = told?.level === judgement.level && runSinceMs !== undefined && runSinceMs !== told.runSinceMs
  const isDue = told?.level === judgement.level && nowMs - told.atMs >= limits.evidenceMinutes * 60_000
  if (!isNews && !isAgain && !isDue) return
  const subject = { id, track, partner, isHomeShip: isHomeShip(track.mmsi, limits) }
  draft.findings.push(vesselRaise(judgement, subject, conduct, fix, nowMs))
  draft.fleet = withTrack(draft.fleet, id, {
    ...track,
    told: { level: judgement.level, atMs: nowMs, ...(runSinceMs !== undefined && { runSinceMs }) },
  })
}

function onWake(draft: Draft, { name, observedAtMs }: Wake): void {
  const unanswered = unansweredOrder(name)
  if (unanswered !== undefined) return onUnanswered(draft, unanswered, observedAtMs)
  const id = name.slice('silent:'.length)
  const track = trackOf(draft.fleet, id)
  if (!track) return
  const { limits, fleet } = draft
  const conduct = conductNow(track, limits)
  const limitMs = silenceMs(track.fixes, limits.dark)
  const forgetAtMs = seenMs(track) + Math.max(limitMs, limits.dark.forgetMinutes * 60_000)
  if (observedAtMs >= forgetAtMs) return forget(draft, id, track, observedAtMs, 'lost')
  const silence = judgeSilence({
    seenMs: seenMs(track),
    limitMs,
    nowMs: observedAtMs,
    othersHeardMs: othersHeardMs(fleet, id),
    wasMoving: (conduct.medianKn ?? 0) > movingKn && conduct.border?.isInside === true,
  })
  if (silence === 'not-silent') return void draft.timers.push({ name, dueAtMs: seenMs(track) + limitMs })
  draft.timers.push({ name, dueAtMs: Math.min(forgetAtMs, observedAtMs + limitMs) })
  if (silence === 'unclear' || track.isDark) return
  draft.fleet = withTrack(fleet, id, { ...track, isDark: true })
  tell(draft, id, judgementOf('went-dark'), conduct, observedAtMs)
}

function forget(draft: Draft, id: string, track: Track, atMs: number, how: 'left' | 'lost'): void {
  draft.fleet = withoutTrack(draft.fleet, id, atMs)
  draft.timers.push({ name: `silent:${id}`, dueAtMs: undefined })
  if (track.told) draft.findings.push(vesselClear(id, track, atMs, how))
}
