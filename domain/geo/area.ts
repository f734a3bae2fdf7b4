import * as z from 'zod'
import { containsPoint } from '#domain/geo/polygon.ts'
import type { Position } from '#domain/geo/position.ts'
import type { Polygons } from '#domain/geo/surface.ts'

const corner = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const polygon = z.array(z.array(corner).min(4)).min(1)

/** GeoJSON geometry (RFC 7946): longitude first, WGS-84 only. */
export const geometrySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Point'), coordinates: corner }),
  z.strictObject({ type: z.literal('LineString'), coordinates: z.array(corner).min(2) }),
  z.strictObject({ type: z.literal('Polygon'), coordinates: polygon }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
])
export type Geometry = z.infer<typeof geometrySchema>

/** West, south, east, north, degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

/**
 * Whether a position lies in a polygon geometry; lines and points contain nothing. Edges are half-open: of two areas that
 * share an edge exactly one contains a position on it.
 */
export function areaContains(geometry: Geometry, position: Position): boolean {
  const polygons = polygonsOf(geometry)
  if (polygons.length === 0) return false
  const { lat, lon } = position
  const [west, south, east, north] = boundsOf(geometry)
  if (lon < west || lon > east || lat < south || lat > north) return false
  return polygons.some((rings) => containsPoint(rings, [lon, lat]))
}

/** The polygons of a geometry; lines and points have none. */
export function polygonsOf(geometry: Geometry): Polygons {
  if (geometry.type === 'Polygon') return [geometry.coordinates]
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : noPolygons
}

const noPolygons: Polygons = []

/** Whether two rectangles have anything in common. */
export function boundsMeet([west, south, east, north]: Bounds, other: Bounds): boolean {
  return west <= other[2] && other[0] <= east && south <= other[3] && other[1] <= north
}

/** The first of the areas that contains a position. */
export function findArea<Area extends { geometry: Geometry }>(areas: readonly Area[], position: Position): Area | undefined {
  return areas.find(({ geometry }) => areaContains(geometry, position))
}

/** Bounds by geometry, so that a position is turned away from most areas without a look at their corners. */
const knownBounds = new WeakMap<Geometry, Bounds>()

/** The smallest rectangle around a geometry. A geometry must not change once its bounds were asked for. */
export function boundsOf(geometry: Geometry): Bounds {
  const known = knownBounds.get(geometry)
  if (known) return known
  const corners = cornersOf(geometry)
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)]
  const bounds: Bounds = [least(lons), least(lats), greatest(lons), greatest(lats)]
  knownBounds.set(geometry, bounds)
  return bounds
}

/** The corners of a geometry in their order, ring after ring; of a point the point itself. */
export function cornersOf(geometry: Geometry): [lon: number, lat: number][] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates]
    case 'LineString':
      return geometry.coordinates
    case 'Polygon':
      return geometry.coordinates.flat()
    case 'MultiPolygon':
      return geometry.coordinates.flat(2)
  }
}

// Math.min(...values) overflows the stack on a boundary of some ten thousand corners.
function least(values: number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
}

function greatest(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
}
