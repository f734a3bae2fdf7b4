import type { Ring } from '#domain/geo/polygon.ts'

/** Mean radius of the earth (IUGG R₁). */
const earthRadiusMetres = 6_371_008.8
const radians = Math.PI / 180

/** Polygons as GeoJSON's MultiPolygon has them: each an outer ring and its holes. */
export type Polygons = readonly (readonly Ring[])[]

/**
 * Square metres of polygons on a sphere (Chamberlain & Duquette 2007). Up to 0.7 % off the ellipsoid's, the same all over a county:
 * a share of one area in another is exact.
 */
export function surfaceSquareMetres(polygons: Polygons): number {
  return polygons.reduce(
    (sum, [outer = [], ...holes]) => sum + ringSurface(outer) - holes.reduce((gap, hole) => gap + ringSurface(hole), 0),
    0,
  )
}

/** Whichever way the ring turns, and whether or not its last corner repeats the first. */
function ringSurface(ring: Ring): number {
  let sum = 0
  let previous = ring.at(-1)
  if (!previous) return 0
  for (const corner of ring) {
    const [lon, lat] = corner
    const [lonBefore, latBefore] = previous
    sum += (lon - lonBefore) * radians * (2 + Math.sin(lat * radians) + Math.sin(latBefore * radians))
    previous = corner
  }
  return (Math.abs(sum) / 2) * earthRadiusMetres ** 2
}
