/** A closed ring of corners, [x, y] or [longitude, latitude]; the last corner may repeat the first. */
export type Ring = readonly (readonly [number, number])[]

/**
 * Whether a point lies in a polygon with holes (even-odd rule). Edges are half-open: of two polygons that share an edge
 * exactly one claims a point on it.
 */
export function containsPoint(rings: readonly Ring[], [x, y]: readonly [number, number]): boolean {
  let inside = false
  for (const ring of rings) {
    let previous = ring.at(-1)
    if (!previous) continue
    for (const corner of ring) {
      const [ax, ay] = corner
      const [bx, by] = previous
      if (ay > y !== by > y && x < crossing(ax, ay, bx, by, y)) inside = !inside
      previous = corner
    }
  }
  return inside
}

/** Where an edge crosses the horizontal through y; reckoned from its lower end, so that both neighbours get the same number. */
function crossing(ax: number, ay: number, bx: number, by: number, y: number): number {
  return ay < by ? ax + ((y - ay) / (by - ay)) * (bx - ax) : bx + ((y - by) / (ay - by)) * (ax - bx)
}
