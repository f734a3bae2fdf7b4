import type { ThermalBody } from '#domain/observation/kinds/thermal.ts'
import type { Box, VisionBody } from '#domain/observation/kinds/vision.ts'
import type { Camera } from '#scenarios/anti-drowning/memory.ts'
import type { AntiDrowningLimits, View } from '#scenarios/anti-drowning/schema.ts'
import { rolesOf } from '#scenarios/anti-drowning/spot/zones.ts'
import { findBlobs } from '#scenarios/anti-drowning/thermal/thermal-blobs.ts'
import { type Detection, defaultProfile, emptyTracker, trackFrame } from '#scenarios/anti-drowning/tracking/tracker.ts'

/** Who is in one frame; `id` is set for those who are followed. Times are the camera's own. */
export type PictureFrame = { atMs: number; people: Person[]; widthPx: number; heightPx: number }
type Person = Detection & { id?: number }

export const newCamera: Camera = { tracker: emptyTracker, wet: [], heardAtMs: 0, movedCount: 0 }

/**
 * The frames of a vision message. Sure boxes are people, and so is a faint one that continues a confirmed track. A frame older
 * than the newest tracked one cannot be followed any more, but who is in it was there.
 */
export function followVision(
  camera: Camera,
  atMs: number,
  body: VisionBody,
  { presence }: AntiDrowningLimits,
): { camera: Camera; frames: PictureFrame[] } {
  let tracker = camera.tracker
  const frames = [...body.frames]
    .sort((a, b) => a.offsetMs - b.offsetMs)
    .map((frame): PictureFrame => {
      const frameMs = atMs + frame.offsetMs
      const picture = { atMs: frameMs, widthPx: body.widthPx, heightPx: body.heightPx }
      const boxes = frame.boxes.filter((box: Box) => presence.classes.includes(box.class))
      const sure = boxes.filter(({ score }) => score >= presence.score)
      const old = frameMs <= tracker.atMs
      if (old || (boxes.length === 0 && tracker.tracks.length === 0)) return { ...picture, people: sure }
      const step = trackFrame(tracker, frameMs, boxes, defaultProfile)
      tracker = step.state
      const ids = new Map<Detection, number>(step.boxes.map(({ found, id }) => [found, id]))
      return { ...picture, people: boxes.filter((box) => sure.includes(box) || ids.has(box)).map((box) => withId(box, ids.get(box))) }
    })
  return { camera: tracker === camera.tracker ? camera : { ...camera, tracker }, frames }
}

/** Blobs change their shape from frame to frame, and ten pixels leave little to overlap. */
const thermalProfile = { ...defaultProfile, gateIou: 0.05 }

/** A thermal frame's warm bodies through the same tracker; only what is followed counts, which a speck of noise is not. */
export function followThermal(
  camera: Camera,
  atMs: number,
  body: ThermalBody,
  limits: AntiDrowningLimits,
): { camera: Camera; frames: PictureFrame[] } {
  if (atMs <= Math.max(camera.tracker.atMs, camera.background?.atMs ?? 0)) return { camera, frames: [] }
  const { background, blobs, dropped } = findBlobs(camera.background, body, limits.thermal, atMs)
  const seen = background === camera.background ? camera : { ...camera, background }
  if (dropped) return { camera: seen, frames: [] }
  const picture = { atMs, widthPx: body.cols, heightPx: body.rows }
  if (blobs.length === 0 && camera.tracker.tracks.length === 0) return { camera: seen, frames: [{ ...picture, people: [] }] }
  const step = trackFrame(camera.tracker, atMs, blobs, thermalProfile)
  return {
    camera: { ...seen, tracker: step.state },
    frames: [{ ...picture, people: step.boxes.map(({ found, id }) => withId(found, id)) }],
  }
}

/** How many tracks that were in the water now stand on land, and the camera that remembers who is wet. */
export function followOut(camera: Camera, frame: PictureFrame, view: View): { camera: Camera; cameOut: number } {
  const [wet, dry]: number[][] = [[], []]
  const roles = rolesOf(frame.people, view, frame)
  frame.people.forEach(({ id }, index) => {
    if (id === undefined) return
    if (roles[index] === 'water') wet?.push(id)
    else if (roles[index]) dry?.push(id)
  })
  const cameOut = camera.wet.filter((id) => dry?.includes(id)).length
  const alive = camera.wet.filter((id) => !dry?.includes(id) && camera.tracker.tracks.some((track) => track.id === id))
  const next = [...new Set([...alive, ...(wet ?? [])])]
  const same = next.length === camera.wet.length && next.every((id, index) => id === camera.wet[index])
  return { camera: same ? camera : { ...camera, wet: next }, cameOut }
}

/** The camera after what a message says of its own health: moved, frozen, or neither. A message without a hash is no evidence. */
export function checkPicture(camera: Camera, atMs: number, body: VisionBody, view: View, limits: AntiDrowningLimits): Camera {
  const expected = view.sceneHash ?? camera.sceneHash
  const moved = expected !== undefined && body.sceneHash !== undefined && body.sceneHash !== expected
  const movedCount = body.sceneHash === undefined ? camera.movedCount : moved ? Math.min(limits.movedMessages, camera.movedCount + 1) : 0
  const still = stillAfter(camera.still, body.frames.at(-1)?.frameHash, atMs)
  const frozen = still !== undefined && atMs - still.sinceMs >= limits.frozenSeconds * 1000
  const stillFrozen = body.frames.at(-1)?.frameHash === undefined ? camera.fault === 'frozen' : frozen
  const fault = movedCount >= limits.movedMessages ? 'moved' : stillFrozen ? 'frozen' : undefined
  const sceneHash = camera.sceneHash ?? body.sceneHash
  const same = movedCount === camera.movedCount && still === camera.still && fault === camera.fault && sceneHash === camera.sceneHash
  return same ? camera : { ...camera, movedCount, still, fault, sceneHash }
}

function stillAfter(before: Camera['still'], frameHash: string | undefined, atMs: number): Camera['still'] {
  return frameHash === undefined || before?.frameHash === frameHash ? before : { frameHash, sinceMs: atMs }
}

function withId(box: Detection, id: number | undefined): Person {
  const { x, y, w, h, score } = box
  return id === undefined ? { x, y, w, h, score } : { x, y, w, h, score, id }
}
