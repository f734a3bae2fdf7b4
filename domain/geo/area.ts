import * as z from 'zod'
import { containsPoint, type Ring } from '#domain/geo/polygon.ts'

/** WGS-84 degrees. */
export type Position = { lat: number; lon: number }

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

/** Whether a position lies in a polygon geometry; lines and points contain nothing. */
export function areaContains(geometry: Geometry, { lat, lon }: Position): boolean {
  if (geometry.type === 'Polygon') return containsPoint(geometry.coordinates as Ring[], [lon, lat])
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.some((rings) => containsPoint(rings as Ring[], [lon, lat]))
  return false
}

/** West, south, east, north of a geometry, degrees. */
export function boundsOf(geometry: Geometry): [number, number, number, number] {
  const corners = (geometry.coordinates as unknown[]).flat(3).filter((value) => typeof value === 'number')
  const lons = corners.filter((_, index) => index % 2 === 0)
  const lats = corners.filter((_, index) => index % 2 === 1)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
