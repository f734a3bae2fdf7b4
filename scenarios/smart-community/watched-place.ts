import { dwellAfter, dwellMs } from '#domain/detection/dwell.ts'
import { anyPresent, sustained, withPresence } from '#domain/detection/window.ts'
import type { VisionBody } from '#domain/observation/kinds/vision.ts'
import type { WatchedPlace } from '#scenarios/smart-community/memory.ts'
import type { PlaceLimits } from '#scenarios/smart-community/schema.ts'

const [presentSamples, ofSamples] = [3, 5]

/** The place after one message of its camera; `undefined` when nothing is there. */
export function afterFrames(
  before: WatchedPlace | undefined,
  atMs: number,
  body: VisionBody,
  limits: PlaceLimits,
): WatchedPlace | undefined {
  let place = before
  for (const { offsetMs, boxes } of body.frames) {
    const present = boxes.some((box) => box.score >= limits.score && limits.classes.includes(box.class))
    if (!present && !place) continue
    const at = atMs + offsetMs
    const samples = withPresence(place?.samples ?? [], at, present, ofSamples)
    const held = sustained(samples, presentSamples, limits.clearSeconds * 1000)
    const dwell = held || place?.dwell ? dwellAfter(place?.dwell, at, present && held, limits.clearSeconds * 1000) : undefined
    place =
      anyPresent(samples) || dwell
        ? { samples, ...(dwell && { dwell }), ...(place?.lastReported && dwell && { lastReported: true as const }) }
        : undefined
  }
  return place
}

/** How long it has been occupied, seconds, once that is too long; 0 before. */
export function occupiedSeconds(place: WatchedPlace | undefined, { dwellSeconds }: PlaceLimits): number {
  const seconds = dwellMs(place?.dwell) / 1000
  return place?.dwell && seconds >= dwellSeconds ? Math.max(1, Math.round(seconds)) : 0
}
