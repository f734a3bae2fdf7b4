import { containsPoint, type Ring } from '#domain/geo/polygon.ts'

/** Whether a polygon without holes and another with or without them have ground in common. */
export function polygonsMeet(one: Ring, other: readonly Ring[]): boolean {
  const [outer = []] = other
  return (
    one.some((corner) => containsPoint(other, corner)) ||
    outer.some((corner) => containsPoint([one], corner)) ||
    edgesOf(one).some((edge) => edgesOf(outer).some((across) => cross(edge, across)))
  )
}

type Corner = Ring[number]
type Edge = readonly [Corner, Corner]

function edgesOf(ring: Ring): Edge[] {
  return ring.slice(1).flatMap((corner, index): Edge[] => {
    const before = ring[index]
    return before ? [[before, corner]] : []
  })
}

function cross([a, b]: Edge, [c, d]: Edge): boolean {
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
}

/** On which side of the line from a to b a corner lies. */
function side(a: Corner, b: Corner, [x, y]: Corner): boolean {
  return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) > 0
}
