import type { Rng } from '#domain/ports.ts'

const [cols, rows] = [32, 24]

/** A thermal frame of quiet water at 22 °C with the sensor's noise, and a warm head and shoulders for each person (shares of the picture). */
export function thermalFrame(people: readonly { across: number; down: number }[], rng: Rng): Record<string, unknown> {
  const pixels = Int16Array.from({ length: cols * rows }, () => Math.round(2_200 + 8 * (rng.next() + rng.next() - 1)))
  for (const { across, down } of people) {
    const [column, row] = [Math.round(across * cols), Math.round(down * rows)]
    for (let y = row - 4; y < row; y++) for (let x = column - 1; x <= column + 1; x++) if (isInside(x, y)) pixels[y * cols + x] = 3_050
  }
  const bytes = Buffer.alloc(pixels.length * 2)
  pixels.forEach((value, index) => {
    bytes.writeInt16LE(value, index * 2)
  })
  return { cols, rows, unit: 'C', data: bytes.toString('base64'), ambientC: 24 }
}

function isInside(x: number, y: number): boolean {
  return x >= 0 && x < cols && y >= 0 && y < rows
}
