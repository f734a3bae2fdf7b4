import type { MissingReason } from '#domain/api/coverage.ts'
import type { Area } from '#domain/county/county-file.ts'
import { boundsMeet, boundsOf, type Geometry, polygonsOf } from '#domain/geo/area.ts'
import { distanceMetres } from '#domain/geo/distance.ts'
import { type FieldOfView, outlineErrorMetres, outlineOf } from '#domain/geo/field-of-view.ts'
import type { Position } from '#domain/geo/position.ts'
import { type Polygons, surfaceSquareMetres } from '#domain/geo/surface.ts'
import type { Device } from '#domain/observation/device.ts'
import { blindRemainder } from '#pipeline/coverage/blind-remainder.ts'

/** A device that could see, and why it does not now; without a reason it sees. */
export type CoverageSource = { device: Device; missing?: MissingReason }

export type AreaCoverage = {
  area: Area
  devices: number
  coveredPct: number
  coveredIfAllWorkedPct: number
  missing: { device: Device; why: MissingReason }[]
  blind: Polygons
}

/** Every area with a surface that somebody who sees watches, in the county's order. What a device does not watch it does not cover. */
export function coverageOf(areas: readonly Area[], eyes: readonly CoverageSource[]): AreaCoverage[] {
  const watching = byArea(eyes)
  return areas.flatMap((area) => {
    const mine = watching.get(area.properties.id)
    return mine && polygonsOf(area.geometry).length > 0 ? [coverage(area, mine)] : []
  })
}

function byArea(eyes: readonly CoverageSource[]): Map<string, CoverageSource[]> {
  const watching = new Map<string, CoverageSource[]>()
  for (const eye of eyes) {
    if (!eye.device.sees) continue
    for (const area of eye.device.watches) {
      const known = watching.get(area)
      if (known) known.push(eye)
      else watching.set(area, [eye])
    }
  }
  return watching
}

function coverage(area: Area, eyes: readonly CoverageSource[]): AreaCoverage {
  const whole = surfaceSquareMetres(polygonsOf(area.geometry))
  const coveredPct = (blind: Polygons) => floored(100 * Math.max(0, 1 - surfaceSquareMetres(blind) / whole))
  const blind = blindIn(area.geometry, eyes.filter(({ missing }) => !missing).map(viewOf))
  const missing = eyes.flatMap(({ device, missing: why }) => (why ? [{ device, why }] : []))
  return {
    area,
    devices: eyes.length,
    coveredPct: coveredPct(blind),
    coveredIfAllWorkedPct: missing.length === 0 ? coveredPct(blind) : coveredPct(blindIn(area.geometry, eyes.map(viewOf))),
    missing: missing.sort((one, other) => rangeOf(other.device) - rangeOf(one.device)),
    blind,
  }
}

type View = { site: Position; sees: FieldOfView }

function viewOf({ device: { site, sees } }: CoverageSource): View {
  return { site, sees: sees as FieldOfView } // only devices that see are asked
}

function rangeOf({ sees }: Device): number {
  return sees?.rangeMetres ?? 0
}

/** The last remainders of an area: most of the time the same devices work as the time before. */
const known = new WeakMap<Geometry, Map<string, Polygons>>()
const knownAtMost = 4

function blindIn(geometry: Geometry, views: readonly View[]): Polygons {
  const remainders = known.get(geometry) ?? new Map<string, Polygons>()
  known.set(geometry, remainders)
  const key = JSON.stringify(views)
  const blind = remainders.get(key) ?? clipped(geometry, views)
  remainders.delete(key)
  remainders.set(key, blind)
  const [oldest] = remainders.keys()
  if (remainders.size > knownAtMost && oldest !== undefined) remainders.delete(oldest)
  return blind
}

/** Only what reaches the area and is not wholly inside another view is given to the clipper. */
function clipped(geometry: Geometry, views: readonly View[]): Polygons {
  const outlines = outermost(views)
    .map(({ site, sees }) => outlineOf(site, sees))
    .filter((ring) => boundsMeet(boundsOf({ type: 'Polygon', coordinates: [ring as [number, number][]] }), boundsOf(geometry)))
  return blindRemainder(polygonsOf(geometry), outlines)
}

/** Without the views that lie inside a wider one that sees all round: under a tower's eye a thousand nodes add no ground. */
function outermost(views: readonly View[]): View[] {
  const wide: View[] = []
  const widestFirst = views.toSorted((one, other) => other.sees.rangeMetres - one.sees.rangeMetres)
  return widestFirst.filter((view) => {
    const { site, sees } = view
    const isInside = wide.some((outer) => {
      const innerRadius = outer.sees.rangeMetres - outlineErrorMetres(outer.sees)
      return outer.sees.rangeMetres > sees.rangeMetres && distanceMetres(outer.site, site) + sees.rangeMetres <= innerRadius
    })
    if (!isInside && !sees.sector) wide.push(view)
    return !isInside
  })
}

/** To a tenth, and 100 only where nothing is left. */
function floored(pct: number): number {
  return Math.floor(pct * 10) / 10
}
