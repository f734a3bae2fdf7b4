import type { Detection } from '#scenarios/anti-drowning/tracking/tracker.ts'

/** Mean of each pixel and its neighbours (3 × 3, fewer at the border): first along rows, then along columns. */
export function smoothed(values: Float64Array, cols: number, rows: number): Float64Array {
  const along = new Float64Array(values.length)
  const result = new Float64Array(values.length)
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < cols; x++) {
      const [from, to] = [Math.max(0, x - 1), Math.min(cols - 1, x + 1)]
      let sum = 0
      for (let column = from; column <= to; column++) sum += values[y * cols + column] ?? 0
      along[y * cols + x] = sum / (to - from + 1)
    }
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < cols; x++) {
      const [from, to] = [Math.max(0, y - 1), Math.min(rows - 1, y + 1)]
      let sum = 0
      for (let row = from; row <= to; row++) sum += along[row * cols + x] ?? 0
      result[y * cols + x] = sum / (to - from + 1)
    }
  return result
}

/** Standard deviation of the noise, robust against the bodies in the frame (1.4826 · median absolute deviation). */
export function spread(values: Float64Array): number {
  const middle = median(values)
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)))
}

/** Groups of pixels above the threshold that touch, corners included. */
export function connected(values: Float64Array, cols: number, rows: number, threshold: number): number[][] {
  const seen = new Uint8Array(values.length)
  const groups: number[][] = []
  for (let start = 0; start < values.length; start++) {
    if (seen[start] || (values[start] ?? 0) <= threshold) continue
    const pixels: number[] = []
    const open = [start]
    seen[start] = 1
    for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
      pixels.push(pixel)
      for (const next of square(pixel, 1, cols, rows)) {
        if (seen[next] || (values[next] ?? 0) <= threshold) continue
        seen[next] = 1
        open.push(next)
      }
    }
    groups.push(pixels)
  }
  return groups
}

/** Marks the groups' pixels and those one pixel around. */
export function withRim(groups: number[][], cols: number, rows: number): Uint8Array {
  const marked = new Uint8Array(cols * rows)
  for (const pixels of groups) for (const pixel of pixels) for (const near of square(pixel, 1, cols, rows)) marked[near] = 1
  return marked
}

/** Each local maximum within a radius of two pixels that clearly stands out is a body of its own. */
export function split(pixels: number[], values: Float64Array, cols: number, rows: number, threshold: number): Detection[] {
  const height = (pixel: number) => values[pixel] ?? 0
  const isPeak = (pixel: number) =>
    square(pixel, 2, cols, rows).every(
      (other) => other === pixel || height(other) < height(pixel) || (height(other) === height(pixel) && other > pixel),
    )
  const highest = pixels.reduce((best, pixel) => (height(pixel) > height(best) ? pixel : best))
  const strong = pixels.filter((pixel) => height(pixel) > Math.max(threshold * 1.15, 0.2 * height(highest)) && isPeak(pixel))
  const centres = strong.length > 0 ? strong : [highest]
  const parts = new Map(centres.map((centre) => [centre, [] as number[]]))
  for (const pixel of pixels) parts.get(nearest(pixel, centres, cols))?.push(pixel)
  return [...parts.values()].map((part) => boxAround(part, cols))
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

/** The pixels no further than the radius in either direction, the pixel itself included. */
function square(pixel: number, radius: number, cols: number, rows: number): number[] {
  const [x, y] = [pixel % cols, Math.floor(pixel / cols)]
  const pixels: number[] = []
  for (let row = Math.max(0, y - radius); row <= Math.min(rows - 1, y + radius); row++)
    for (let col = Math.max(0, x - radius); col <= Math.min(cols - 1, x + radius); col++) pixels.push(row * cols + col)
  return pixels
}

function median(values: Float64Array): number {
  return smallest(Float64Array.from(values), values.length >> 1)
}

/** The value that would stand at this place if they were sorted (Hoare's selection: a frame need not be sorted for its middle). */
function smallest(values: Float64Array, place: number): number {
  const at = (index: number) => values[index] as number
  for (let [from, to] = [0, values.length - 1]; from < to; ) {
    const pivot = at((from + to) >> 1)
    let [low, high] = [from, to]
    while (low <= high) {
      while (at(low) < pivot) low++
      while (at(high) > pivot) high--
      if (low > high) break
      const kept = at(low)
      values[low++] = at(high)
      values[high--] = kept
    }
    if (place <= high) to = high
    else if (place >= low) from = low
    else break
  }
  return values[place] ?? 0
}
