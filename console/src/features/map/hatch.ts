/** Ink of the map's own writing: the map is drawn on light paper in both themes. */
const [red, green, blue, alpha] = [38, 50, 61, 150]
const sizePx = 16
const linePx = 3

/** A square that repeats as slanted lines, drawn at twice its size for fine screens. */
export const hatch = { image: { width: sizePx, height: sizePx, data: slantedLines() }, pixelRatio: 2 }

function slantedLines(): Uint8ClampedArray {
  const data = new Uint8ClampedArray(sizePx * sizePx * 4)
  for (let y = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++) if ((x + y) % sizePx < linePx) data.set([red, green, blue, alpha], (y * sizePx + x) * 4)
  return data
}
