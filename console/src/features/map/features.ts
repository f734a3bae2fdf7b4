import type { FeatureCollection, Geometry, Position } from 'geojson'
import type { AreaCoverageView } from '#domain/api/coverage.ts'
import type { DeviceView } from '#domain/api/device.ts'
import type { IncidentView } from '#domain/api/incident.ts'
import type { Areas } from '../../shared/areas.ts'

type Corner = [lon: number, lat: number]
type Bounds = [number, number, number, number]

/** West, south, east, north of the county's boundary. */
export function boundsOf(areas: Areas): Bounds {
  const boundary = areas.features.find(({ properties }) => properties.kind === 'boundary') ?? areas.features[0]
  return boundsOfGeometry(boundary?.geometry)
}

/** West, south, east, north of one area. */
export function boundsOfArea(areas: Areas, id: string): Bounds | undefined {
  const area = areas.features.find(({ properties }) => properties.id === id)
  return area && boundsOfGeometry(area.geometry)
}

function boundsOfGeometry(geometry: Geometry | undefined): Bounds {
  const corners = geometry ? cornersOf(geometry) : []
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)]
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

/** The ground that nobody sees now. */
export function blindPolygons(coverage: AreaCoverageView[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: coverage.map(({ area, blind }) => ({ type: 'Feature', geometry: blind, properties: { id: area } })),
  }
}

export function devicePoints(devices: DeviceView[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: devices.filter(({ status }) => status !== 'retired').map(({ id, site, status }) => point(site.lon, site.lat, { id, status })),
  }
}

/** Incidents where they are: at their own position, else at the device that saw them, else in the middle of their area. */
export function incidentPoints(
  incidents: IncidentView[],
  areas: Areas,
  devices: DeviceView[],
  selectedId: string | undefined,
): FeatureCollection {
  const features = incidents.flatMap((incident) => {
    const site = incident.position ?? devices.find(({ id }) => id === incident.sources[0])?.site ?? middleOf(areas, incident.areaId)
    if (!site) return []
    const waiting = !incident.acknowledged && !incident.ended
    return [point(site.lon, site.lat, { id: incident.id, severity: incident.severity, waiting, selected: incident.id === selectedId })]
  })
  return { type: 'FeatureCollection', features }
}

function point(lon: number, lat: number, properties: Record<string, unknown>) {
  return { type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: [lon, lat] }, properties }
}

function middleOf(areas: Areas, areaId: string | undefined): { lat: number; lon: number } | undefined {
  const area = areas.features.find(({ properties }) => properties.id === areaId)
  const corners = area ? cornersOf(area.geometry) : []
  if (corners.length === 0) return undefined
  const sum = corners.reduce<Corner>(([lons, lats], [lon, lat]) => [lons + lon, lats + lat], [0, 0])
  return { lon: sum[0] / corners.length, lat: sum[1] / corners.length }
}

function cornersOf(geometry: Geometry): Corner[] {
  if (geometry.type === 'Point') return [cornerOf(geometry.coordinates)]
  if (geometry.type === 'Polygon') return geometry.coordinates.flat().map(cornerOf)
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat(2).map(cornerOf)
  return []
}

function cornerOf([lon = 0, lat = 0]: Position): Corner {
  return [lon, lat]
}
