import type { Track, TrackerState } from '#scenarios/anti-drowning/memory.ts'
import { assign } from '#scenarios/anti-drowning/tracking/assignment.ts'
import { correct, motionFrom, predict } from '#scenarios/anti-drowning/tracking/kalman.ts'

/** A box in pixels with the detector's score. */
export type Detection = { x: number; y: number; w: number; h: number; score: number }

type Rectangle = Omit<Detection, 'score'>

export type TrackerProfile = {
  /** The filter's unit of time; noise is per tick. */
  tickMs: number
  /** Boxes from `high` on are matched first and may begin a track; those from `low` on may keep one alive. */
  high: number
  low: number
  gateIou: number
  secondGateIou: number
  /** A track without a box is kept this long. */
  lostMs: number
  /** Hits in a row after the first one before a track is reported. */
  confirmHits: number
  /** SORT reports a re-found track only after `confirmHits` new hits; otherwise it is reported at once. */
  reconfirm: boolean
}

/** SORT as published: one stage, IoU 0.3, max_age 1 frame, min_hits 3, at 25 frames a second. */
export const sortProfile: TrackerProfile = {
  tickMs: 40,
  high: 0,
  low: 0,
  gateIou: 0.3,
  secondGateIou: 1,
  lostMs: 40,
  confirmHits: 3,
  reconfirm: true,
}

/** Two stages after ByteTrack (Zhang et al. 2022), predicted by time, for 5 to 25 frames a second. */
export const defaultProfile: TrackerProfile = {
  tickMs: 40,
  high: 0.6,
  low: 0.1,
  gateIou: 0.2,
  secondGateIou: 0.5,
  lostMs: 1_000,
  confirmHits: 2,
  reconfirm: false,
}

/** A confirmed track in one frame: where the filter puts it, and the detection it was matched with. */
export type TrackedBox = { id: number; x: number; y: number; w: number; h: number; found: Detection }

export const emptyTracker: TrackerState = { tracks: [], nextId: 1, frames: 0, atMs: 0 }

const initialVariance = { x: 10, v: 1e4 }
const noise = { centre: { x: 1, v: 0.01 }, area: { x: 1, v: 1e-4 }, aspect: { x: 1, v: 0 } }
const measured = { centre: 1, area: 10, aspect: 10 }

/** One frame: tracks move on by the time that passed, boxes are matched to them, and confirmed tracks are reported. */
export function trackFrame(
  state: TrackerState,
  atMs: number,
  detections: Detection[],
  profile: TrackerProfile,
): { state: TrackerState; boxes: TrackedBox[] } {
  const ticks = state.frames === 0 ? 1 : Math.max(0, (atMs - state.atMs) / profile.tickMs)
  const moved = state.tracks.map((track) => movedBy(track, ticks))
  const high = detections.filter(({ score }) => score >= profile.high)
  const first = match(moved, high, profile.gateIou)
  const waiting = moved.filter((_, index) => first.pairs[index] === undefined && seenLastFrame(state.tracks[index] as Track, state))
  const low = profile.low < profile.high ? detections.filter(({ score }) => score >= profile.low && score < profile.high) : []
  const second = match(waiting, low, profile.secondGateIou)
  const found = new Map<Track, Detection>()
  moved.forEach((track, index) => {
    const pair = first.pairs[index]
    if (pair) found.set(track, pair)
  })
  waiting.forEach((track, index) => {
    const pair = second.pairs[index]
    if (pair) found.set(track, pair)
  })
  const frames = state.frames + 1
  const continued = moved.map((track) => continuedBy(track, found.get(track), atMs, profile, frames))
  const begun = first.left.map((detection, index) => begin(state.nextId + index, detection, atMs, profile, frames))
  const tracks = [...continued, ...begun]
  const matched = [...moved.map((track) => found.get(track)), ...first.left]
  const boxes = tracks.flatMap((track, index): TrackedBox[] => {
    const detection = matched[index]
    return detection && track.confirmed ? [{ ...boxOf(track), found: detection }] : []
  })
  const kept = tracks.filter((track) => atMs - track.seenAtMs <= profile.lostMs)
  return { state: { tracks: kept, nextId: state.nextId + begun.length, frames, atMs }, boxes }
}

/** Intersection over union of two boxes. */
export function iou(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (a.w * a.h + b.w * b.h - width * height)
}

function seenLastFrame(track: Track, state: TrackerState): boolean {
  return track.seenAtMs === state.atMs
}

function movedBy(track: Track, ticks: number): Track {
  // An area that would shrink below nothing stops shrinking.
  const area = track.area.x + track.area.v * ticks <= 0 ? { ...track.area, v: 0 } : track.area
  return {
    ...track,
    cx: predict(track.cx, ticks, noise.centre),
    cy: predict(track.cy, ticks, noise.centre),
    area: predict(area, ticks, noise.area),
    aspect: predict(track.aspect, ticks, noise.aspect),
  }
}

function match(tracks: Track[], detections: Detection[], gateIou: number): { pairs: (Detection | undefined)[]; left: Detection[] } {
  const boxes = tracks.map(boxOf)
  const columns = assign(boxes.map((box) => detections.map((detection) => 1 - iou(box, detection))))
  const pairs = columns.map((column, row) => {
    const detection = detections[column]
    return detection && iou(boxes[row] as Rectangle, detection) >= gateIou ? detection : undefined
  })
  const taken = new Set(pairs)
  return { pairs, left: detections.filter((detection) => !taken.has(detection)) }
}

function continuedBy(track: Track, detection: Detection | undefined, atMs: number, profile: TrackerProfile, frames: number): Track {
  if (!detection) return { ...track, streakBroken: true }
  const hits = track.streakBroken && profile.reconfirm ? 1 : track.hits + 1
  const { cx, cy, area, aspect } = measure(detection)
  return {
    ...track,
    cx: correct(track.cx, cx, measured.centre),
    cy: correct(track.cy, cy, measured.centre),
    area: correct(track.area, area, measured.area),
    aspect: correct(track.aspect, aspect, measured.aspect),
    hits,
    confirmed: isConfirmed(hits, profile, frames) || (track.confirmed && !profile.reconfirm),
    seenAtMs: atMs,
    streakBroken: false,
  }
}

function begin(id: number, detection: Detection, atMs: number, profile: TrackerProfile, frames: number): Track {
  const { cx, cy, area, aspect } = measure(detection)
  return {
    id,
    cx: motionFrom(cx, initialVariance),
    cy: motionFrom(cy, initialVariance),
    area: motionFrom(area, initialVariance),
    aspect: motionFrom(aspect, { x: 10, v: 0 }),
    hits: 0,
    confirmed: isConfirmed(0, profile, frames),
    seenAtMs: atMs,
    streakBroken: false,
  }
}

/** In the first frames of a picture everything is new, and is reported. */
function isConfirmed(hits: number, profile: TrackerProfile, frames: number): boolean {
  return hits >= profile.confirmHits || frames <= profile.confirmHits
}

function measure({ x, y, w, h }: Detection) {
  return { cx: x + w / 2, cy: y + h / 2, area: w * h, aspect: w / h }
}

function boxOf(track: Track): Rectangle & { id: number } {
  const w = Math.sqrt(Math.max(1e-6, track.area.x * track.aspect.x))
  const h = track.area.x / w
  return { id: track.id, x: track.cx.x - w / 2, y: track.cy.x - h / 2, w, h }
}
