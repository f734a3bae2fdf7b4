/**
 * A thermal scene in one byte a pixel: tenths of a kelvin against the middle of its 8 × 8 block, whose level takes two bytes.
 * 160 × 120 pixels come to 27 kB of base64 instead of 51: a water's cameras share one row of at most 400 KB.
 */
const blockPx = 8
const stepsPerK = 10

export function packScene(temperatures: Float64Array, cols: number, rows: number): string {
  const across = Math.ceil(cols / blockPx)
  const levels = blockLevels(temperatures, cols, across, Math.ceil(rows / blockPx))
  const bytes = new Uint8Array(levels.length * 2 + temperatures.length)
  const view = new DataView(bytes.buffer)
  levels.forEach((level, index) => {
    view.setInt16(index * 2, level, true)
  })
  temperatures.forEach((value, pixel) => {
    const offset = Math.round(value * stepsPerK) - (levels[blockOf(pixel, cols, across)] ?? 0)
    view.setInt8(levels.length * 2 + pixel, Math.max(-127, Math.min(127, offset)))
  })
  return toBase64(bytes)
}

export function unpackScene(base64: string, cols: number, rows: number): Float64Array {
  const across = Math.ceil(cols / blockPx)
  const blocks = across * Math.ceil(rows / blockPx)
  const bytes = fromBase64(base64)
  const view = new DataView(bytes.buffer)
  return new Float64Array(cols * rows).map(
    (_, pixel) => (view.getInt16(blockOf(pixel, cols, across) * 2, true) + view.getInt8(blocks * 2 + pixel)) / stepsPerK,
  )
}

/** °C from the int16 hundredths, little endian, of a thermal message. */
export function decodeFrame(base64: string): Float64Array {
  const bytes = fromBase64(base64)
  const view = new DataView(bytes.buffer)
  return new Float64Array(bytes.length / 2).map((_, index) => view.getInt16(index * 2, true) / 100)
}

export function encodeFrame(temperatures: Float64Array): string {
  const bytes = new Uint8Array(temperatures.length * 2)
  const view = new DataView(bytes.buffer)
  temperatures.forEach((value, index) => {
    view.setInt16(index * 2, Math.round(Math.max(-327, Math.min(327, value)) * 100), true)
  })
  return toBase64(bytes)
}

/** The middle between each block's coldest and warmest pixel, tenths of °C. */
function blockLevels(temperatures: Float64Array, cols: number, across: number, down: number): Int16Array {
  const low = new Float64Array(across * down).fill(Number.POSITIVE_INFINITY)
  const high = new Float64Array(across * down).fill(Number.NEGATIVE_INFINITY)
  temperatures.forEach((value, pixel) => {
    const block = blockOf(pixel, cols, across)
    low[block] = Math.min(low[block] ?? 0, value)
    high[block] = Math.max(high[block] ?? 0, value)
  })
  return Int16Array.from(low, (value, block) => Math.round(((value + (high[block] ?? 0)) / 2) * stepsPerK))
}

function blockOf(pixel: number, cols: number, across: number): number {
  return Math.floor(Math.floor(pixel / cols) / blockPx) * across + Math.floor((pixel % cols) / blockPx)
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function fromBase64(base64: string): Uint8Array {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}
