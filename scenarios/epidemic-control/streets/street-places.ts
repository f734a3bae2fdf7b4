import type { CountyGround } from '#domain/county/county-context.ts'
import type { Area } from '#domain/county/county-file.ts'
import { boundsOf } from '#domain/geo/area.ts'
import type { EpidemicLimits, StatedEpidemicLimits } from '#scenarios/epidemic-control/schema.ts'

/** With the county's clock; the middle of every area of kind `street` is its place, unless the county names another. */
export function withStreetPlaces(limits: StatedEpidemicLimits, { areas, offsetMinutes }: CountyGround): EpidemicLimits {
  const streets = areas.filter(({ properties }) => properties.kind === 'street')
  const places = Object.fromEntries(streets.map(({ geometry, properties }) => [properties.id, middleOf(geometry)]))
  return { ...limits, offsetMinutes, streets: { ...limits.streets, places: { ...places, ...limits.streets.places } } }
}

function middleOf(geometry: Area['geometry']): { lat: number; lon: number } {
  const [west, south, east, north] = boundsOf(geometry)
  return { lat: (south + north) / 2, lon: (west + east) / 2 }
}
