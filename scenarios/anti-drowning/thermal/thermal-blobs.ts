import type { Background } from '#scenarios/anti-drowning/memory.ts'
import type { AntiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { decodeFrame, packScene, unpackScene } from '#scenarios/anti-drowning/thermal/scene-codec.ts'
import { connected, smoothed, split, spread, withRim } from '#scenarios/anti-drowning/thermal/thermal-pixels.ts'
import type { Detection } from '#scenarios/anti-drowning/tracking/tracker.ts'

type ThermalRules = AntiDrowningLimits['thermal']
type ThermalFrame = { cols: number; rows: number; data: string }

export type BlobResult = { background: Background; blobs: Detection[]; dropped: boolean }

/** Bodies are warmer than water and stay less long. */
const quantile = 0.25
/** Over these first frames the scene is averaged; then it follows at this interval, so that a quiet camera costs few writes. */
const [learningFrames, updateMs] = [20, 4_000]
/** How far a pixel of the scene may move in the time of `backgroundSeconds`. */
const followK = 12
/** After a longer silence the scene is not believed to have moved further. */
const longestStepMs = 60_000

/**
 * Warm bodies in one thermal frame. The background is a running 25 % quantile of each pixel, frozen under and one pixel around
 * a blob; what stands out of the 3 × 3 mean by more than three standard deviations and a third of the least contrast is a blob,
 * split at its local maxima. A frame whose mean jumps is the sensor's shutter (flat-field correction), not a scene.
 */
export function findBlobs(before: Background | undefined, frame: ThermalFrame, rules: ThermalRules, atMs: number): BlobResult {
  const { cols, rows } = frame
  const temperatures = decodeFrame(frame.data)
  const meanC = temperatures.reduce((sum, value) => sum + value, 0) / temperatures.length
  const usable = before?.cols === cols && before.rows === rows ? before : undefined
  if (!usable)
    return { background: { cols, rows, scene: packScene(temperatures, cols, rows), frames: 1, atMs, meanC }, blobs: [], dropped: false }
  if (Math.abs(meanC - usable.meanC) > rules.jumpK) return { background: { ...usable, meanC }, blobs: [], dropped: true }
  const scene = unpackScene(usable.scene, cols, rows)
  const excess = smoothed(
    temperatures.map((value, pixel) => value - (scene[pixel] ?? 0)),
    cols,
    rows,
  )
  const threshold = Math.max(3 * spread(excess), rules.contrastK / 3)
  const bodies = connected(excess, cols, rows, threshold).filter(
    (pixels) => pixels.length >= rules.minAreaPx && pixels.length <= rules.maxAreaShare * excess.length,
  )
  const frozen = withRim(bodies, cols, rows)
  return {
    background: isDue(usable, atMs) ? followed(usable, scene, temperatures, frozen, rules, atMs, meanC) : usable,
    blobs: bodies.flatMap((pixels) => split(pixels, excess, cols, rows, threshold)),
    dropped: false,
  }
}

function isDue({ frames, atMs }: Background, nowMs: number): boolean {
  return frames < learningFrames ? nowMs > atMs : nowMs - atMs >= updateMs
}

/** Averages while it is new; then steps toward the quantile, up by a quarter of a step and down by three, never past the pixel. */
function followed(
  before: Background,
  scene: Float64Array,
  now: Float64Array,
  frozen: Uint8Array,
  rules: ThermalRules,
  atMs: number,
  meanC: number,
): Background {
  const stepK = (followK * Math.min(atMs - before.atMs, longestStepMs)) / (rules.backgroundSeconds * 1000)
  const next = scene.map((value, pixel) => {
    if (frozen[pixel]) return value
    const difference = (now[pixel] ?? 0) - value
    if (before.frames < learningFrames) return value + difference / (before.frames + 1)
    return value + Math.max((quantile - 1) * stepK, Math.min(quantile * stepK, difference))
  })
  return { ...before, scene: packScene(next, before.cols, before.rows), frames: before.frames + 1, atMs, meanC }
}
