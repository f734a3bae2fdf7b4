import type { thermal } from '#domain/observation/kinds/thermal.ts'
import type { vision } from '#domain/observation/kinds/vision.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import {
  checkPicture,
  followOut,
  followThermal,
  followVision,
  newCamera,
  type PictureFrame,
} from '#scenarios/anti-drowning/camera/camera.ts'
import { correctionMs, lagAfter } from '#scenarios/anti-drowning/camera/clock-lag.ts'
import { type Draft, setCamera, setSpot } from '#scenarios/anti-drowning/draft.ts'
import { cameraBack, cameraFault } from '#scenarios/anti-drowning/findings.ts'
import type { Camera } from '#scenarios/anti-drowning/memory.ts'
import type { View } from '#scenarios/anti-drowning/schema.ts'
import { restingSpot } from '#scenarios/anti-drowning/spot/spot.ts'
import { onSight } from '#scenarios/anti-drowning/spot/spot-step.ts'
import { occupancyOf, rolesOf } from '#scenarios/anti-drowning/spot/zones.ts'

export type FromCamera = ObservationOf<typeof vision> | ObservationOf<typeof thermal>

/** "Heard" is written down at most this share of the permitted silence late, so that heartbeats cost few writes. */
const sampledShare = 1 / 10
const silentAfterHeartbeats = 3

/** What a camera sends: that it is alive, whether its picture can be trusted, and who is in it. */
export function onPicture(draft: Draft, seen: FromCamera): void {
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

/** A camera that should have spoken by now watches nothing any more. */
export function onSilence(draft: Draft, wake: Wake, device: string): void {
  const camera = draft.memory.cameras[device]
  const view = draft.limits.views[device]
  if (!camera || !view || camera.fault === 'silent') return
  const dueAtMs = silentFromMs(camera.heardAtMs, view)
  if (dueAtMs > wake.observedAtMs) return void draft.timers.push({ name: wake.name, dueAtMs })
  const silent: Camera = { ...camera, fault: 'silent' }
  setCamera(draft, device, silent)
  tellFault(draft, device, view, camera, silent, wake.observedAtMs)
}

function onFrame(draft: Draft, device: string, camera: Camera, view: View, frame: PictureFrame): Camera {
  const atMs = frame.atMs + correctionMs(camera.lagMs)
  const out = followOut(camera, frame, view)
  const occupancy = occupancyOf(rolesOf(frame.people, view, frame))
  onSight(draft, view.spot, { atMs, device, occupancy, cameOut: out.cameOut })
  return out.camera
}

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

function keepCamera(draft: Draft, device: string, before: Camera, after: Camera): void {
  if (after !== before) setCamera(draft, device, after)
}

function silenceMs(view: View): number {
  return view.heartbeatSeconds * silentAfterHeartbeats * 1000
}

function silentFromMs(heardAtMs: number, view: View): number {
  return heardAtMs + Math.round(silenceMs(view) * (1 + sampledShare))
}

function withoutFault(camera: Camera): Camera {
  return camera.fault === undefined ? camera : { ...camera, fault: undefined }
}
