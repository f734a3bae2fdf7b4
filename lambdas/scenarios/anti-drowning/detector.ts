import {
  afterAnswer,
  afterCall,
  afterNoAnswer,
  answerTimer,
  type Calls,
  type Order,
  type PendingCall,
  unansweredOrder,
  withOrder,
} from '#domain/detection/call-out.ts'
import type { Detector, DeviceCommand, Finding, Step, Timer, Withheld } from '#domain/detection/detector.ts'
import type { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import type { thermal } from '#domain/observation/kinds/thermal.ts'
import type { vision } from '#domain/observation/kinds/vision.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import { callOut } from '#lambdas/scenarios/anti-drowning/call-out.ts'
import {
  type Camera,
  checkPicture,
  followOut,
  followThermal,
  followVision,
  newCamera,
  type PictureFrame,
} from '#lambdas/scenarios/anti-drowning/camera.ts'
import { correctionMs, lagAfter } from '#lambdas/scenarios/anti-drowning/clock-lag.ts'
import {
  cameraBack,
  cameraFault,
  heardAgain,
  permittedRaise,
  spotClear,
  spotRaise,
  unheardRaise,
} from '#lambdas/scenarios/anti-drowning/findings.ts'
import { permittedUntil } from '#lambdas/scenarios/anti-drowning/permitted-swim.ts'
import type { AntiDrowningLimits, View } from '#lambdas/scenarios/anti-drowning/schema.ts'
import {
  afterSight,
  hasLeft,
  isGraver,
  isMissing,
  type Level,
  restingSpot,
  type Spot,
  submergedAtMs,
} from '#lambdas/scenarios/anti-drowning/spot.ts'
import { occupancyOf, rolesOf } from '#lambdas/scenarios/anti-drowning/zones.ts'

/** What one water remembers: its cameras, the spots where somebody is, the shouts that wait for an answer, the spots where none came. */
export type WaterMemory = Calls & { cameras: Record<string, Camera>; spots: Record<string, Spot> }

type FromCamera = ObservationOf<typeof vision> | ObservationOf<typeof thermal>
type Seen = FromCamera | ObservationOf<typeof speakerAck> | Wake

/** A step in the making: what is gathered while one message is worked through. `area` is what the memory is of. */
type Draft = {
  memory: WaterMemory
  findings: Finding[]
  timers: Timer[]
  commands: DeviceCommand[]
  withheld: Withheld[]
  area: string
  limits: AntiDrowningLimits
}

const nothing: WaterMemory = { cameras: {}, spots: {} }
/** "Heard" is written down at most this share of the permitted silence late, so that heartbeats cost few writes. */
const sampledShare = 1 / 10
const silentAfterHeartbeats = 3
/** As long as somebody stays, the desk gets a piece of evidence this often. */
const evidenceEveryMs = 30_000
/** After this long the rescue is in other hands and the spot watches for the next one. */
const missingForMs = 1_800_000

/** One water's step: boxes and warm bodies become occupancy, occupancy becomes levels, levels become shouts and findings. */
export const detectDrowning: Detector<WaterMemory, Seen, AntiDrowningLimits> = (memory = nothing, seen, limits) => {
  const area = seen.key.slice(seen.key.indexOf(':') + 1)
  const draft: Draft = { memory, findings: [], timers: [], commands: [], withheld: [], area, limits }
  if (seen.kind === 'wake') onTimer(draft, seen)
  else if (seen.kind === 'speaker-ack') onAnswer(draft, seen)
  else onPicture(draft, seen)
  const { findings, timers, commands, withheld } = draft
  return { memory: draft.memory, findings, timers, commands, withheld } satisfies Step<WaterMemory>
}

function onPicture(draft: Draft, seen: FromCamera): void {
  const { limits } = draft
  const view = limits.views[seen.device]
  if (!view) return
  const before = draft.memory.cameras[seen.device] ?? newCamera
  const heard = markHeard(draft, before, seen, view)
  // What is too old to raise anything shows only that the camera is alive.
  if (seen.lateness === 'expired') return keepCamera(draft, seen.device, before, heard)
  const checked = seen.kind === 'vision' ? checkPicture(heard, seen.observedAtMs, seen.body, view, limits) : withoutFault(heard)
  const followed =
    seen.kind === 'vision'
      ? followVision(checked, seen.observedAtMs, seen.body, limits)
      : followThermal(checked, seen.observedAtMs, seen.body, limits)
  if (checked.fault !== before.fault) tellFault(draft, seen.device, view, before, checked, seen.receivedAtMs)
  let camera = followed.camera
  const known = draft.memory.spots[view.spot]
  if (!camera.fault) for (const frame of followed.frames) camera = onFrame(draft, seen.device, camera, view, frame)
  keepCamera(draft, seen.device, before, camera)
  const spot = draft.memory.spots[view.spot]
  if (spot && spot !== known) setSpot(draft, view.spot, restingSpot(spot))
}

function onFrame(draft: Draft, device: string, camera: Camera, view: View, frame: PictureFrame): Camera {
  const { limits } = draft
  const name = view.spot
  const atMs = frame.atMs + correctionMs(camera.lagMs)
  const out = followOut(camera, frame, view)
  const occupancy = occupancyOf(rolesOf(frame.people, view, frame))
  const before = draft.memory.spots[name]
  const spot = afterSight(before, { atMs, device, occupancy, cameOut: out.cameOut }, limits)
  if (!spot) return out.camera
  setSpot(draft, name, spot)
  if (!before) draft.timers.push({ name: `empty:${name}`, dueAtMs: spot.seenMs + limits.presence.exitSeconds * 1000 })
  watchForMissing(draft, name, before, spot)
  const anybody = occupancy.strip + occupancy.edge + occupancy.water > 0
  if (hasLeft(spot, atMs, limits)) leave(draft, name, spot, atMs)
  else if (spot.level) report(draft, name, spot, spot.level, atMs, anybody, spot.whyCritical !== before?.whyCritical)
  return out.camera
}

/** Whoever is in the water is waited for; the timer is called off when all were seen coming out. */
function watchForMissing(draft: Draft, name: string, before: Spot | undefined, spot: Spot): void {
  const [was, is] = [before !== undefined && isMissing(before), isMissing(spot)]
  if (is && !was) draft.timers.push({ name: `under:${name}`, dueAtMs: submergedAtMs(spot, draft.limits) })
  if (was && !is) draft.timers.push({ name: `under:${name}`, dueAtMs: undefined })
}

function report(draft: Draft, name: string, spot: Spot, level: Level, atMs: number, anybody: boolean, anotherReason: boolean): void {
  const until = permittedUntil(name, atMs, draft.limits)
  if (until !== undefined) {
    if (level !== 'notice') withhold(draft, name, spot)
    if (spot.told) return
    setSpot(draft, name, { ...(draft.memory.spots[name] ?? spot), told: { level: 'notice', atMs } })
    draft.findings.push(permittedRaise(name, draft.area, atMs, spot.device, until))
    return
  }
  const evidenceDue = anybody && atMs - (spot.told?.atMs ?? 0) >= evidenceEveryMs
  if (isGraver(level, spot.told?.level) || anotherReason || evidenceDue) tell(draft, name, spot, level, atMs)
  if (!anybody) return
  const call = callOut(name, draft.memory.spots[name] ?? spot, level, atMs, draft.limits)
  if (!call.order) return
  setSpot(draft, name, call.spot)
  giveOrder(draft, call.order)
}

/** Each stay that would have been more than a notice is counted once. */
function withhold(draft: Draft, name: string, spot: Spot): void {
  if (spot.isWithheld) return
  setSpot(draft, name, { ...spot, isWithheld: true })
  draft.withheld.push({ why: 'swim-permitted', device: spot.device })
}

function onTimer(draft: Draft, wake: Wake): void {
  const unanswered = unansweredOrder(wake.name)
  if (unanswered !== undefined) return onUnanswered(draft, unanswered, wake.observedAtMs)
  const [what, name = ''] = wake.name.split(':')
  if (what === 'heard') return onSilence(draft, wake, name)
  const spot = draft.memory.spots[name]
  if (!spot) return
  if (what === 'empty') onEmpty(draft, wake, name, spot)
  if (what === 'under') onUnder(draft, wake, name, spot)
}

function onEmpty(draft: Draft, { observedAtMs }: Wake, name: string, spot: Spot): void {
  if (hasLeft(spot, observedAtMs, draft.limits)) leave(draft, name, spot, observedAtMs)
  else if (isMissing(spot) && observedAtMs - spot.waterSeenMs >= missingForMs) forgetSpot(draft, name)
  else {
    const dueAtMs = isMissing(spot) ? observedAtMs + evidenceEveryMs : spot.seenMs + draft.limits.presence.exitSeconds * 1000
    draft.timers.push({ name: `empty:${name}`, dueAtMs: Math.max(dueAtMs, observedAtMs + 1_000) })
  }
}

/** Whether swimming is permitted or not, somebody who went under is an emergency. */
function onUnder(draft: Draft, { observedAtMs }: Wake, name: string, spot: Spot): void {
  if (!isMissing(spot)) return
  const dueAtMs = submergedAtMs(spot, draft.limits)
  if (dueAtMs > observedAtMs) draft.timers.push({ name: `under:${name}`, dueAtMs })
  else tell(draft, name, { ...spot, level: 'critical', whyCritical: 'submerged' }, 'critical', observedAtMs)
}

function tell(draft: Draft, name: string, spot: Spot, level: Level, atMs: number): void {
  setSpot(draft, name, { ...spot, told: { level, atMs } })
  draft.findings.push(spotRaise(name, draft.area, spot, level, atMs, spot.device))
}

function leave(draft: Draft, name: string, spot: Spot, atMs: number): void {
  forgetSpot(draft, name)
  draft.timers.push({ name: `empty:${name}`, dueAtMs: undefined })
  if (spot.told) draft.findings.push(spotClear(name, spot, atMs))
}

function giveOrder(draft: Draft, order: Order): void {
  draft.memory = withOrder(draft.memory, order)
  tellSpeaker(draft, order)
}

function tellSpeaker(draft: Draft, { command, answerDueAtMs }: Order): void {
  draft.commands.push(command)
  draft.timers.push({ name: answerTimer(command.id), dueAtMs: answerDueAtMs })
}

function onAnswer(draft: Draft, { body, observedAtMs, receivedAtMs }: ObservationOf<typeof speakerAck>): void {
  const { memory, call, heardAgain: spotHeard } = afterAnswer(draft.memory, body)
  draft.memory = memory
  if (spotHeard !== undefined) draft.findings.push(heardAgain(spotHeard, observedAtMs))
  if (!call) return
  draft.timers.push({ name: answerTimer(call.commandId), dueAtMs: undefined })
  if (!body.played) return onNoAnswer(draft, call, receivedAtMs)
  const spot = draft.memory.spots[call.subject]
  if (spot) setSpot(draft, call.subject, { ...spot, callOuts: { ...spot.callOuts, acknowledged: spot.callOuts.acknowledged + 1 } })
}

function onUnanswered(draft: Draft, commandId: string, atMs: number): void {
  const { memory, call } = afterCall(draft.memory, commandId)
  draft.memory = memory
  if (call) onNoAnswer(draft, call, atMs)
}

/** As long as somebody is there, the next loudspeaker is tried; after the last one the desk is told. */
function onNoAnswer(draft: Draft, call: PendingCall, atMs: number): void {
  const { subject: name } = call
  const spot = draft.memory.spots[name]
  if (!spot) return
  const { memory, order, nobodyAnswers } = afterNoAnswer(draft.memory, call, draft.limits.speakers[name] ?? [], atMs, draft.limits.callOut)
  draft.memory = memory
  if (order) tellSpeaker(draft, order)
  if (nobodyAnswers) draft.findings.push(unheardRaise(name, draft.area, call.speaker + 1, atMs, spot.device))
}

function onSilence(draft: Draft, wake: Wake, device: string): void {
  const camera = draft.memory.cameras[device]
  const view = draft.limits.views[device]
  if (!camera || !view || camera.fault === 'silent') return
  const dueAtMs = silentFromMs(camera.heardAtMs, view)
  if (dueAtMs > wake.observedAtMs) return void draft.timers.push({ name: wake.name, dueAtMs })
  const silent: Camera = { ...camera, fault: 'silent' }
  setCamera(draft, device, silent)
  tellFault(draft, device, view, camera, silent, wake.observedAtMs)
}

/** The camera speaks. That is written down now and then; the first time, and after a silence, its timer is wound up. */
function markHeard(draft: Draft, camera: Camera, seen: FromCamera, view: View): Camera {
  const { receivedAtMs } = seen
  const lastOffsetMs = seen.kind === 'vision' ? (seen.body.frames.at(-1)?.offsetMs ?? 0) : 0
  const sampleMs = receivedAtMs - seen.observedAtMs - lastOffsetMs
  const lagMs = lagAfter(camera.lagMs, sampleMs, receivedAtMs - camera.heardAtMs)
  if (camera.heardAtMs === 0 || camera.fault === 'silent')
    draft.timers.push({ name: `heard:${seen.device}`, dueAtMs: silentFromMs(receivedAtMs, view) })
  const due = receivedAtMs - camera.heardAtMs >= silenceMs(view) * sampledShare || camera.fault === 'silent'
  if (!due && lagMs === camera.lagMs) return camera
  return { ...camera, lagMs, heardAtMs: Math.max(camera.heardAtMs, receivedAtMs) }
}

function tellFault({ findings, area }: Draft, device: string, view: View, before: Camera, after: Camera, atMs: number): void {
  if (after.fault) findings.push(cameraFault(device, view.spot, area, after.fault, atMs))
  else if (before.fault) findings.push(cameraBack(device, atMs))
}

function silenceMs(view: View): number {
  return view.heartbeatSeconds * silentAfterHeartbeats * 1000
}

/** Never early, although "heard" is sampled; late by no more than the sampling. */
function silentFromMs(heardAtMs: number, view: View): number {
  return heardAtMs + Math.round(silenceMs(view) * (1 + sampledShare))
}

function withoutFault(camera: Camera): Camera {
  return camera.fault === undefined ? camera : { ...camera, fault: undefined }
}

function keepCamera(draft: Draft, device: string, before: Camera, after: Camera): void {
  if (after !== before) setCamera(draft, device, after)
}

function forgetSpot(draft: Draft, name: string): void {
  draft.memory = { ...draft.memory, spots: without(draft.memory.spots, name) }
}

function setCamera(draft: Draft, device: string, camera: Camera): void {
  draft.memory = { ...draft.memory, cameras: { ...draft.memory.cameras, [device]: camera } }
}

function setSpot(draft: Draft, name: string, spot: Spot): void {
  draft.memory = { ...draft.memory, spots: { ...draft.memory.spots, [name]: spot } }
}

function without<Value>(record: Record<string, Value>, name: string): Record<string, Value> {
  const { [name]: _gone, ...others } = record
  return others
}
