import type { Detector, DeviceCommand, Finding, Step, Timer } from '#domain/detection/detector.ts'
import type { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import type { thermal } from '#domain/observation/kinds/thermal.ts'
import type { vision } from '#domain/observation/kinds/vision.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import { callNextSpeaker, callOut, type PendingCall } from '#lambdas/scenarios/anti-drowning/call-out.ts'
import {
  type Camera,
  checkPicture,
  followThermal,
  followVision,
  newCamera,
  type PictureFrame,
} from '#lambdas/scenarios/anti-drowning/camera.ts'
import { faultClear, faultRaise, spotClear, spotRaise } from '#lambdas/scenarios/anti-drowning/findings.ts'
import type { AntiDrowningLimits, View } from '#lambdas/scenarios/anti-drowning/schema.ts'
import { afterOccupancy, hasLeft, isGraver, isSubmerged, type Level, type Spot, wentUnder } from '#lambdas/scenarios/anti-drowning/spot.ts'
import { occupancyOf } from '#lambdas/scenarios/anti-drowning/zones.ts'

/** What one water remembers: its cameras, the spots where somebody is, the shouts that wait for an answer. */
export type WaterMemory = { cameras: Record<string, Camera>; spots: Record<string, Spot>; calls: Record<string, PendingCall> }

type FromCamera = ObservationOf<typeof vision> | ObservationOf<typeof thermal>
type Seen = FromCamera | ObservationOf<typeof speakerAck> | Wake

/** A step in the making: what is gathered while one message is worked through. */
type Draft = { memory: WaterMemory; findings: Finding[]; timers: Timer[]; commands: DeviceCommand[] }

const nothing: WaterMemory = { cameras: {}, spots: {}, calls: {} }
/** "Heard" is written down at most this share of the permitted silence late, so that heartbeats cost few writes. */
const sampledShare = 1 / 10
const silentAfterHeartbeats = 3
/** As long as somebody stays, the desk gets a piece of evidence this often. */
const evidenceEveryMs = 30_000
/** After this long the rescue is in other hands and the spot watches for the next one. */
const missingForMs = 3_600_000

/** One water's step: boxes and warm bodies become occupancy, occupancy becomes levels, levels become shouts and findings. */
export const detectDrowning: Detector<WaterMemory, Seen, AntiDrowningLimits> = (memory = nothing, seen, limits) => {
  const draft: Draft = { memory, findings: [], timers: [], commands: [] }
  if (seen.kind === 'wake') onTimer(draft, seen, limits)
  else if (seen.kind === 'speaker-ack') onAnswer(draft, seen)
  else onPicture(draft, seen, limits)
  return draft satisfies Step<WaterMemory>
}

function onPicture(draft: Draft, seen: FromCamera, limits: AntiDrowningLimits): void {
  const view = limits.views[seen.device]
  if (!view) return
  const before = draft.memory.cameras[seen.device] ?? newCamera(0)
  const checked =
    seen.kind === 'vision' ? checkPicture(before, seen.observedAtMs, seen.body, view, limits) : { ...before, fault: undefined }
  const heard = markHeard(draft, checked, seen, view)
  const followed =
    seen.kind === 'vision'
      ? followVision(heard, seen.observedAtMs, seen.body, limits)
      : followThermal(heard, seen.observedAtMs, seen.body, limits)
  if (followed.camera !== before) setCamera(draft, seen.device, followed.camera)
  const area = areaOf(seen)
  if (followed.camera.fault !== before.fault) tellFault(draft, seen.device, view, area, before, followed.camera, seen.receivedAtMs)
  if (followed.camera.fault) return
  for (const frame of followed.frames) onFrame(draft, seen.device, area, view, frame, limits)
}

function onFrame(draft: Draft, device: string, area: string, view: View, frame: PictureFrame, limits: AntiDrowningLimits): void {
  const before = draft.memory.spots[view.spot]
  const spot = afterOccupancy(before, frame.atMs, occupancyOf(frame.boxes, view, frame), limits)
  if (!spot) return
  setSpot(draft, view.spot, spot)
  if (!before)
    draft.timers.push({ name: `empty:${view.spot}:${device}:${area}`, dueAtMs: spot.seenMs + limits.presence.exitSeconds * 1000 })
  if (spot.waterSeenMs !== undefined && before?.waterSeenMs === undefined)
    draft.timers.push({ name: `under:${view.spot}:${device}:${area}`, dueAtMs: spot.waterSeenMs + limits.presence.submergedSeconds * 1000 })
  if (hasLeft(spot, frame.atMs, limits)) return leave(draft, view.spot, spot, frame.atMs)
  if (isSwimPermitted(view.spot, frame.atMs, limits) || !spot.level) return
  const news = isGraver(spot.level, before?.level) || spot.whyCritical !== before?.whyCritical
  if (news || (frame.boxes.length > 0 && frame.atMs - spot.toldMs >= evidenceEveryMs))
    tell(draft, view.spot, area, spot, spot.level, frame.atMs, device)
  if (frame.boxes.length > 0) shout(draft, view.spot, draft.memory.spots[view.spot] ?? spot, spot.level, frame.atMs, limits)
}

function onTimer(draft: Draft, wake: Wake, limits: AntiDrowningLimits): void {
  const [what, name = '', device = '', area = ''] = wake.name.split(':')
  if (what === 'heard') return onSilence(draft, wake, name, limits)
  if (what === 'call') return onNoAnswer(draft, wake, wake.name.slice('call:'.length), limits)
  const spot = draft.memory.spots[name]
  if (!spot) return
  const again = (dueAtMs: number) => draft.timers.push({ name: wake.name, dueAtMs: Math.max(dueAtMs, wake.observedAtMs + 1_000) })
  if (what === 'empty') {
    if (hasLeft(spot, wake.observedAtMs, limits)) leave(draft, name, spot, wake.observedAtMs)
    else if (!wentUnder(spot)) again(spot.seenMs + limits.presence.exitSeconds * 1000)
    else if (wake.observedAtMs - spot.seenMs < missingForMs) again(wake.observedAtMs + 30_000)
    else forgetSpot(draft, name)
  } else if (what === 'under') {
    if (isSubmerged(spot, wake.observedAtMs, limits)) sink(draft, name, spot, device, area, wake.observedAtMs)
    else if (wentUnder(spot)) again((spot.waterSeenMs ?? 0) + limits.presence.submergedSeconds * 1000)
    else again(wake.observedAtMs + limits.presence.submergedSeconds * 1000)
  }
}

/** Whether swimming is permitted or not, somebody who went under is an emergency. */
function sink(draft: Draft, name: string, spot: Spot, device: string, area: string, atMs: number): void {
  if (spot.whyCritical !== 'submerged')
    tell(draft, name, area, { ...spot, level: 'critical', whyCritical: 'submerged' }, 'critical', atMs, device)
}

function tell(draft: Draft, name: string, area: string, spot: Spot, level: Level, atMs: number, device: string): void {
  setSpot(draft, name, { ...spot, toldMs: atMs })
  draft.findings.push(spotRaise(name, area, spot, level, atMs, device))
}

function leave(draft: Draft, name: string, spot: Spot, atMs: number): void {
  forgetSpot(draft, name)
  if (spot.level) draft.findings.push(spotClear(name, spot, atMs))
}

function shout(draft: Draft, name: string, spot: Spot, level: Level, atMs: number, limits: AntiDrowningLimits): void {
  const call = callOut(name, spot, level, atMs, limits)
  if (call.spot !== spot) setSpot(draft, name, call.spot)
  giveOrder(draft, call)
}

function giveOrder(draft: Draft, { command, pending }: { command?: DeviceCommand; pending?: PendingCall }): void {
  if (!command || !pending) return
  draft.commands.push(command)
  draft.memory = { ...draft.memory, calls: { ...draft.memory.calls, [pending.commandId]: pending } }
  draft.timers.push({ name: `call:${pending.commandId}`, dueAtMs: pending.dueAtMs })
}

function onAnswer(draft: Draft, seen: ObservationOf<typeof speakerAck>): void {
  const call = draft.memory.calls[seen.body.commandId ?? '']
  if (!call || seen.body.played !== true) return
  forgetCall(draft, call)
  draft.timers.push({ name: `call:${call.commandId}`, dueAtMs: undefined })
  const spot = draft.memory.spots[call.spot]
  if (spot) setSpot(draft, call.spot, { ...spot, callOuts: { ...spot.callOuts, acknowledged: spot.callOuts.acknowledged + 1 } })
}

function onNoAnswer(draft: Draft, wake: Wake, commandId: string, limits: AntiDrowningLimits): void {
  const call = draft.memory.calls[commandId]
  if (!call) return
  forgetCall(draft, call)
  const spot = draft.memory.spots[call.spot]
  if (spot) giveOrder(draft, callNextSpeaker(call, spot, wake.observedAtMs, limits))
}

function onSilence(draft: Draft, wake: Wake, device: string, limits: AntiDrowningLimits): void {
  const camera = draft.memory.cameras[device]
  const view = limits.views[device]
  if (!camera || !view || camera.fault === 'silent') return
  const dueAtMs = camera.heardAtMs + silenceMs(view)
  if (dueAtMs > wake.observedAtMs) return void draft.timers.push({ name: wake.name, dueAtMs })
  const silent: Camera = { ...camera, fault: 'silent' }
  setCamera(draft, device, silent)
  tellFault(draft, device, view, wake.key.slice(wake.key.indexOf(':') + 1), camera, silent, wake.observedAtMs)
}

/** Also takes a silent camera back: it speaks, so whatever is wrong with it now is another fault. */
function markHeard(draft: Draft, camera: Camera, seen: FromCamera, view: View): Camera {
  const ahead = seen.receivedAtMs - camera.heardAtMs
  const wasSilent = draft.memory.cameras[seen.device]?.fault === 'silent'
  if (camera.heardAtMs === 0 || wasSilent) draft.timers.push({ name: `heard:${seen.device}`, dueAtMs: seen.receivedAtMs + silenceMs(view) })
  return camera.heardAtMs === 0 || ahead >= silenceMs(view) * sampledShare ? { ...camera, heardAtMs: seen.receivedAtMs } : camera
}

function tellFault(draft: Draft, device: string, view: View, area: string, before: Camera, after: Camera, atMs: number): void {
  if (after.fault) draft.findings.push(faultRaise(device, view.spot, area, after.fault, atMs))
  else if (before.fault) draft.findings.push(faultClear(device, atMs))
}

function silenceMs(view: View): number {
  return view.heartbeatSeconds * silentAfterHeartbeats * 1000
}

function isSwimPermitted(spot: string, atMs: number, { permittedSwim, offsetMinutes }: AntiDrowningLimits): boolean {
  const clock = new Date(atMs + offsetMinutes * 60_000).toISOString().slice(11, 16)
  return permittedSwim.some(
    (window) =>
      window.spot === spot &&
      (window.from <= window.to ? clock >= window.from && clock < window.to : clock >= window.from || clock < window.to),
  )
}

function forgetCall(draft: Draft, call: PendingCall): void {
  const { [call.commandId]: _done, ...others } = draft.memory.calls
  draft.memory = { ...draft.memory, calls: others }
}

function forgetSpot(draft: Draft, name: string): void {
  const { [name]: _left, ...others } = draft.memory.spots
  draft.memory = { ...draft.memory, spots: others }
}

function setCamera(draft: Draft, device: string, camera: Camera): void {
  draft.memory = { ...draft.memory, cameras: { ...draft.memory.cameras, [device]: camera } }
}

function setSpot(draft: Draft, name: string, spot: Spot): void {
  draft.memory = { ...draft.memory, spots: { ...draft.memory.spots, [name]: spot } }
}

/** Keys are `water:<areaId>`, or `device:<id>` for a camera that watches no registered water. */
function areaOf({ key }: FromCamera): string {
  return key.slice(key.indexOf(':') + 1)
}
