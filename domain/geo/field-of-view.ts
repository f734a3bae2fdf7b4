import * as z from 'zod'
import { firstOf } from '#domain/entries.ts'
import { destination } from '#domain/geo/distance.ts'
import type { Ring } from '#domain/geo/polygon.ts'
import type { Position } from '#domain/geo/position.ts'

/** Degrees clockwise from true north. */
const bearingSchema = z.number().min(0).max(360)

/** What a device sees from its site: all round up to a range, or of that the part from one bearing clockwise to another. */
export const fieldOfViewSchema = z.strictObject({
  rangeMetres: z.number().min(1).max(50_000),
  sector: z
    .strictObject({ fromDeg: bearingSchema, toDeg: bearingSchema })
    .refine(({ fromDeg, toDeg }) => fromDeg % 360 !== toDeg % 360, {
      path: ['toDeg'],
      message: 'the two bearings are the same; without any it sees all round',
    })
    .optional(),
})
export type FieldOfView = z.infer<typeof fieldOfViewSchema>

/** An outline is nowhere further inside the true one than this share of the range, or this much where that is more. */
const [errorShare, errorMetres] = [0.0012, 1]
/** Along a great circle of this length a straight line between degrees is 1 m off at most, up to 66° of latitude. */
const longestSideMetres = 5_000

/** How far a field of view's outline may lie inside the true one; it never lies outside. The earth is a sphere here: 0.56 %. */
export function outlineErrorMetres({ rangeMetres }: FieldOfView): number {
  return Math.max(errorMetres, rangeMetres * errorShare)
}

/**
 * The outline of a field of view, a closed ring in degrees, clockwise. Two sectors of one site and range that meet at a bearing
 * share the very same side, so that a position on it lies in exactly one of them. Not for sites at a pole or the antimeridian.
 */
export function outlineOf(site: Position, view: FieldOfView): Ring {
  const { rangeMetres, sector } = view
  const at = (bearing: number, metres: number): [number, number] => {
    const { lat, lon } = destination(site, bearing % 360, metres)
    return [lon, lat]
  }
  if (!sector) {
    const arc = bearings(0, 360, view).map((bearing) => at(bearing, rangeMetres))
    return [...arc.slice(0, -1), firstOf(arc)]
  }
  const { fromDeg, toDeg } = sector
  const sides = Math.ceil(rangeMetres / longestSideMetres)
  const side = (bearing: number) => Array.from({ length: sides - 1 }, (_, step) => at(bearing, (rangeMetres * (step + 1)) / sides))
  const apex: [number, number] = [site.lon, site.lat]
  const arc = bearings(fromDeg, toDeg, view).map((bearing) => at(bearing, rangeMetres))
  return [apex, ...side(fromDeg), ...arc, ...side(toDeg).reverse(), apex]
}

/** From one bearing clockwise to another in even steps, so short that the chord stays within the error. */
function bearings(fromDeg: number, toDeg: number, view: FieldOfView): number[] {
  const span = (toDeg - fromDeg + 360) % 360 || 360
  const stepDeg = Math.min(45, (2 * Math.acos(Math.max(0, 1 - outlineErrorMetres(view) / view.rangeMetres)) * 180) / Math.PI)
  const steps = Math.ceil(span / stepDeg)
  return Array.from({ length: steps + 1 }, (_, step) => (step === steps ? toDeg : fromDeg + (span * step) / steps))
}
