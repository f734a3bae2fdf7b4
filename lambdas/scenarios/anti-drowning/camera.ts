import type { ThermalBody } from '#domain/observation/kinds/thermal.ts'
import type { Box, VisionBody } from '#domain/observation/kinds/vision.ts'
import type { AntiDrowningLimits, View } from '#lambdas/scenarios/anti-drowning/schema.ts'
import { type Background, findBlobs } from '#lambdas/scenarios/anti-drowning/thermal-blobs.ts'
import { defaultProfile, emptyTracker, type TrackedBox, type TrackerState, trackFrame } from '#lambdas/scenarios/anti-drowning/tracker.ts'

export type CameraFault = 'moved' | 'frozen' | 'silent'

/** What is remembered of one camera. While it has a fault its spot is suspended, visibly. */
export type Camera = {
  tracker: TrackerState
  background?: Background
  heardAtMs: number
  sceneHash?: string
  movedCount: number
  still?: { frameHash: string; sinceMs: number }
  fault?: CameraFault
}

export type PictureFrame = { atMs: number; boxes: TrackedBox[]; widthPx: number; heightPx: number }

export const newCamera = (atMs: number): Camera => ({ tracker: emptyTracker, heardAtMs: atMs, movedCount: 0 })

/** The frames of a vision message through the camera's tracker. A frame older than the newest tracked one is left out. */
export function followVision(
  camera: Camera,
  atMs: number,
  body: VisionBody,
  { presence }: AntiDrowningLimits,
): { camera: Camera; frames: PictureFrame[] } {
  const isPerson = (box: Box) => presence.classes.includes(box.class)
  let tracker = camera.tracker
  const frames = body.frames.flatMap((frame): PictureFrame[] => {
    const frameMs = atMs + frame.offsetMs
    const people = frame.boxes.filter(isPerson)
    if (frameMs <= tracker.atMs || (people.length === 0 && tracker.tracks.length === 0))
      return frameMs <= tracker.atMs ? [] : [empty(frameMs, body)]
    const step = trackFrame(tracker, frameMs, people, defaultProfile)
    tracker = step.state
    const sure = people.filter(({ score }) => score >= presence.score).map((box, index) => ({ ...box, id: -1 - index }))
    // Presence is judged by what is in the frame; a track without a box is no presence.
    return [{ atMs: frameMs, boxes: sure, widthPx: body.widthPx, heightPx: body.heightPx }]
  })
  return { camera: tracker === camera.tracker ? camera : { ...camera, tracker }, frames }
}

/** A thermal frame's warm bodies through the same tracker; only what is followed counts, which a speck of noise is not. */
export function followThermal(
  camera: Camera,
  atMs: number,
  body: ThermalBody,
  limits: AntiDrowningLimits,
): { camera: Camera; frames: PictureFrame[] } {
  if (atMs <= camera.tracker.atMs) return { camera, frames: [] }
  const { background, blobs, dropped } = findBlobs(camera.background, body, limits.thermal)
  if (dropped) return { camera: { ...camera, background }, frames: [] }
  const step = trackFrame(camera.tracker, atMs, blobs, { ...defaultProfile, gateIou: 0.05 })
  return {
    camera: { ...camera, background, tracker: step.state },
    frames: [{ atMs, boxes: step.boxes, widthPx: body.cols, heightPx: body.rows }],
  }
}

/** The camera after what a message says of its own health: heard, moved or frozen. */
export function checkPicture(camera: Camera, atMs: number, body: VisionBody, view: View, limits: AntiDrowningLimits): Camera {
  const expected = view.sceneHash ?? camera.sceneHash
  const moved = expected !== undefined && body.sceneHash !== undefined && body.sceneHash !== expected
  const movedCount = moved ? camera.movedCount + 1 : 0
  const frameHash = body.frames.at(-1)?.frameHash
  const still = frameHash === undefined ? undefined : camera.still?.frameHash === frameHash ? camera.still : { frameHash, sinceMs: atMs }
  const frozen = still !== undefined && atMs - still.sinceMs >= limits.frozenSeconds * 1000
  const fault = movedCount >= limits.movedMessages ? 'moved' : frozen ? 'frozen' : undefined
  const sceneHash = camera.sceneHash ?? body.sceneHash
  const same = movedCount === camera.movedCount && still === camera.still && fault === camera.fault && sceneHash === camera.sceneHash
  if (same) return camera
  return { ...camera, movedCount, still, fault, ...(sceneHash !== undefined && { sceneHash }) }
}

function empty(atMs: number, { widthPx, heightPx }: VisionBody): PictureFrame {
  return { atMs, boxes: [], widthPx, heightPx }
}
