import type { Detection } from '#lambdas/scenarios/anti-drowning/tracker.ts'

/** The still scene as the camera's pixels know it: int16 hundredths of °C, base64, and the mean of the last frame. */
export type Background = { cols: number; rows: number; data: string; frames: number; meanC: number }

export type ThermalRules = {
  /** The least contrast a body must have, kelvin. */
  contrastK: number
  minAreaPx: number
  maxAreaShare: number
  /** A frame whose mean jumps by more is a shutter calibration, not a scene. */
  jumpK: number
  /** Time over which the background follows the scene, in frames. */
  backgroundFrames: number
}

export type BlobResult = { background: Background; blobs: Detection[]; dropped: boolean }

const quantile = 0.25
const neighbours = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const))

/**
 * Warm bodies in one thermal frame. The background is a running 25 % quantile of each pixel (bodies are warmer than water and
 * stay less long), frozen under and one pixel around a blob; what stands out of the 3 × 3 mean by more than three standard
 * deviations and a third of the least contrast is a blob, split at its local maxima.
 */
export function findBlobs(
  before: Background | undefined,
  frame: { cols: number; rows: number; data: string },
  rules: ThermalRules,
): BlobResult {
  const temperatures = decode(frame.data)
  const meanC = mean(temperatures)
  const usable = before?.cols === frame.cols && before.rows === frame.rows ? before : undefined
  if (!usable) return { background: { cols: frame.cols, rows: frame.rows, data: frame.data, frames: 1, meanC }, blobs: [], dropped: false }
  if (Math.abs(meanC - usable.meanC) > rules.jumpK) return { background: { ...usable, meanC }, blobs: [], dropped: true }
  const scene = decode(usable.data)
  const excess = smoothed(
    temperatures.map((value, index) => value - (scene[index] as number)),
    frame.cols,
    frame.rows,
  )
  const threshold = Math.max(3 * spread(excess), rules.contrastK / 3)
  const components = connected(excess, frame.cols, frame.rows, threshold).filter(
    (pixels) => pixels.length >= rules.minAreaPx && pixels.length <= rules.maxAreaShare * excess.length,
  )
  const blobs = components.flatMap((pixels) => split(pixels, excess, frame.cols, frame.rows, threshold))
  const frozen = new Set(components.flatMap((pixels) => pixels.flatMap((pixel) => around(pixel, frame.cols, frame.rows))))
  return {
    background: { ...usable, data: encode(followed(scene, temperatures, frozen, usable.frames, rules)), frames: usable.frames + 1, meanC },
    blobs,
    dropped: false,
  }
}

/** Steps toward the quantile: up by a quarter of a step for warmer, down by three quarters for colder; quicker while it is new. */
function followed(scene: Float64Array, now: Float64Array, frozen: Set<number>, frames: number, rules: ThermalRules): Float64Array {
  const stepK = Math.max(12 / rules.backgroundFrames, 1 / (1 + frames))
  return scene.map((value, index) => {
    const pixel = now[index] as number
    if (frozen.has(index) || pixel === value) return value
    return value + stepK * (pixel > value ? quantile : quantile - 1)
  })
}

function smoothed(values: Float64Array, cols: number, rows: number): Float64Array {
  return values.map((_, index) => {
    const pixels = around(index, cols, rows)
    return pixels.reduce((sum, pixel) => sum + (values[pixel] as number), 0) / pixels.length
  })
}

/** Standard deviation of the noise, robust against the bodies in the frame (1.4826 · MAD). */
function spread(values: Float64Array): number {
  const middle = median(values)
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)))
}

function connected(excess: Float64Array, cols: number, rows: number, threshold: number): number[][] {
  const seen = new Uint8Array(excess.length)
  const components: number[][] = []
  for (let start = 0; start < excess.length; start++) {
    if (seen[start] || (excess[start] as number) <= threshold) continue
    const pixels: number[] = []
    const open = [start]
    seen[start] = 1
    for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
      pixels.push(pixel)
      for (const next of around(pixel, cols, rows)) {
        if (seen[next] || (excess[next] as number) <= threshold) continue
        seen[next] = 1
        open.push(next)
      }
    }
    components.push(pixels)
  }
  return components
}

/** Each local maximum within a radius of two pixels that clearly stands out is a body of its own. */
function split(pixels: number[], excess: Float64Array, cols: number, rows: number, threshold: number): Detection[] {
  const height = (pixel: number) => excess[pixel] as number
  const peaks = pixels.filter((pixel) =>
    within(pixel, 2, cols, rows).every((other) => height(other) < height(pixel) || (height(other) === height(pixel) && other >= pixel)),
  )
  const strong = peaks.filter((peak) => height(peak) > Math.max(threshold * 1.3, 0.35 * Math.max(...pixels.map(height))))
  const centres = strong.length > 0 ? strong : [pixels.reduce((best, pixel) => (height(pixel) > height(best) ? pixel : best))]
  const parts = centres.map((peak) => pixels.filter((pixel) => nearest(pixel, centres, cols) === peak))
  return parts.filter((part) => part.length > 0).map((part) => boxAround(part, cols))
}

function boxAround(pixels: number[], cols: number): Detection {
  const xs = pixels.map((pixel) => pixel % cols)
  const ys = pixels.map((pixel) => Math.floor(pixel / cols))
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return { x: left, y: top, w: Math.max(...xs) - left + 1, h: Math.max(...ys) - top + 1, score: 1 }
}

function nearest(pixel: number, centres: number[], cols: number): number {
  const distance = (centre: number) => ((pixel % cols) - (centre % cols)) ** 2 + (Math.floor(pixel / cols) - Math.floor(centre / cols)) ** 2
  return centres.reduce((best, centre) => (distance(centre) < distance(best) ? centre : best))
}

function around(pixel: number, cols: number, rows: number): number[] {
  const [x, y] = [pixel % cols, Math.floor(pixel / cols)]
  return neighbours.flatMap(([dx, dy]) => (x + dx >= 0 && x + dx < cols && y + dy >= 0 && y + dy < rows ? [(y + dy) * cols + x + dx] : []))
}

function within(pixel: number, radius: number, cols: number, rows: number): number[] {
  const [x, y] = [pixel % cols, Math.floor(pixel / cols)]
  const pixels: number[] = []
  for (let row = Math.max(0, y - radius); row <= Math.min(rows - 1, y + radius); row++)
    for (let col = Math.max(0, x - radius); col <= Math.min(cols - 1, x + radius); col++)
      if (row !== y || col !== x) pixels.push(row * cols + col)
  return pixels
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function median(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[sorted.length >> 1] ?? 0
}

/** °C from int16 hundredths, little endian. */
export function decode(base64: string): Float64Array {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const view = new DataView(bytes.buffer)
  return Float64Array.from({ length: bytes.length / 2 }, (_, index) => view.getInt16(index * 2, true) / 100)
}

export function encode(temperatures: Float64Array): string {
  const bytes = new Uint8Array(temperatures.length * 2)
  const view = new DataView(bytes.buffer)
  temperatures.forEach((value, index) => {
    view.setInt16(index * 2, Math.round(Math.max(-327, Math.min(327, value)) * 100), true)
  })
  return btoa(String.fromCharCode(...bytes))
}
