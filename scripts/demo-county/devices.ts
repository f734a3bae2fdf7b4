import type { Area } from '#domain/county/county-file.ts'
import { areaContains, boundsOf, cornersOf } from '#domain/geo/area.ts'
import { bearingDeg } from '#domain/geo/distance.ts'
import type { Rng } from '#domain/ports.ts'
import type { SeededRng } from '#local/seeded-rng.ts'
import { bankOfReservoir } from '#scripts/demo-county/areas.ts'
import { type Land, type Point, reservoirCentre, riverLat, round } from '#scripts/demo-county/land.ts'

/** A line of devices.csv. */
export type DeviceRow = {
  id: string
  name: string
  kinds: string
  at: Point
  watches: string
  silenceSeconds: number
  parent?: string
  sees?: View
}

/** How far it sees, and between which bearings; without them all round. */
export type View = { metres: number; fromDeg?: number; toDeg?: number }

/** A turning camera with a long lens finds smoke at 5 km; a fixed one knows a person at 250 m, a thermal core of 384 × 288 at 120 m. */
const [towerView, cameraMetres, thermalMetres] = [{ metres: 5_000 }, 250, 120]
/** A radiometer under trees feels a fire of a few square metres through the trunks at 60 m. */
const nodeView: View = { metres: 60 }
const cameraWidthDeg = 120

const nodesPerForest = 483
const spots = 24
const spotsAtReservoir = 12

/** Two thousand devices, each where its scenario needs it: towers on ridges, cameras on banks, nodes under trees. */
export function placeDevices(rng: SeededRng, land: Land, areas: readonly Area[]): DeviceRow[] {
  const forests = areas.filter(({ properties }) => properties.kind === 'forest')
  return [
    ...forests.flatMap((forest, index) => forestDevices(rng.fork(forest.properties.id), land, forest, index + 1)),
    ...Array.from({ length: spots }, (_, index) => spotDevices(land, index + 1)).flat(),
  ]
}

/** Camera, loudspeaker and thermal camera of one place at the water have this in common. */
export const spotOf = (device: string) => `spot-${device.split('-')[1]}`

function forestDevices(rng: Rng, land: Land, forest: Area, number: number): DeviceRow[] {
  const watches = forest.properties.id
  const [first, second] = ridgePlaces(land, forest)
  const tower = (at: Point, which: number): DeviceRow => ({
    id: `tower-${number}${which}`,
    name: `瞭望塔${number}-${which}`,
    kinds: 'vision hot-spot',
    at,
    watches,
    silenceSeconds: 900,
    sees: towerView,
  })
  const node = (index: number): DeviceRow => ({
    id: `hs-${number}-${String(index).padStart(3, '0')}`,
    name: `林下热点${number}-${index}`,
    kinds: 'hot-spot',
    at: under(rng, forest),
    watches,
    silenceSeconds: 86_400,
    sees: nodeView,
  })
  return [
    tower(first, 1),
    // The fourth forest has one tower: what a county looks like before its second budget.
    ...(number === 4 ? [] : [tower(second, 2)]),
    { id: `ws-${number}`, name: `气象站${number}`, kinds: 'weather', at: under(rng, forest), watches, silenceSeconds: 9_000 },
    ...Array.from({ length: nodesPerForest + (number === 4 ? 1 : 0) }, (_, index) => node(index + 1)),
  ]
}

/** The two highest places of a forest's rim that see it from sides about a right angle apart, so that bearings cross well. */
function ridgePlaces({ height }: Land, forest: Area): [Point, Point] {
  const rim: Point[] = cornersOf(forest.geometry).slice(0, -1)
  const highest = (places: Point[]) => places.reduce((best, at) => (height(at) > height(best) ? at : best))
  const first = highest(rim)
  const apart = rim.map((at, index) => ({ at, corners: Math.abs(index - rim.indexOf(first)) % rim.length }))
  const quarter = rim.length / 4
  const aside = apart.filter(({ corners }) => Math.abs(Math.min(corners, rim.length - corners) - quarter) <= 2)
  return [first, highest(aside.map(({ at }) => at))]
}

function under(rng: Rng, { geometry }: Area): Point {
  const [west, south, east, north] = boundsOf(geometry)
  for (;;) {
    const [lon, lat] = [round(west + (east - west) * rng.next()), round(south + (north - south) * rng.next())]
    if (areaContains(geometry, { lat, lon })) return [lon, lat]
  }
}

/** A camera, a loudspeaker and on every third spot a thermal camera; half the spots at the reservoir, half along the river. */
function spotDevices(land: Land, spot: number): DeviceRow[] {
  const atReservoir = spot <= spotsAtReservoir
  const at = atReservoir ? bankOfReservoir(land, (spot - 1) * 2) : bankOfRiver(land, spot - spotsAtReservoir - 1)
  const watches = atReservoir ? 'water-reservoir' : 'water-river'
  const where = atReservoir ? '青石水库' : '示范江岸'
  const horn: DeviceRow = { id: `horn-${spot}`, name: `${where}${spot}号喇叭`, kinds: 'speaker-ack', at, watches, silenceSeconds: 3_600 }
  const towardsWater = atReservoir ? bearingTo(at, reservoirCentre) : spotIsNorth(spot) ? 180 : 0
  const view = (metres: number): View => ({
    metres,
    fromDeg: (towardsWater - cameraWidthDeg / 2 + 360) % 360,
    toDeg: (towardsWater + cameraWidthDeg / 2) % 360,
  })
  const thermal = { id: `ir-${spot}`, name: `${where}${spot}号热像仪`, kinds: 'thermal', silenceSeconds: 3_600, sees: view(thermalMetres) }
  return [
    { ...horn, id: `cam-${spot}`, name: `${where}${spot}号摄像机`, kinds: 'vision', silenceSeconds: 600, sees: view(cameraMetres) },
    horn,
    ...(spot % 3 === 0 ? [{ ...horn, ...thermal }] : []),
  ]
}

/** Whole degrees, as one reads them from a compass. */
function bearingTo([lon, lat]: Point, [toLon, toLat]: Point): number {
  return Math.round(bearingDeg({ lat, lon }, { lat: toLat, lon: toLon })) % 360
}

/** Evenly along the river, on its two banks in turn. */
function bankOfRiver({ river: { from, to } }: Land, index: number): Point {
  const lon = from + ((to - from) * (index + 0.5)) / (spots - spotsAtReservoir)
  return [round(lon), round(riverLat(lon) + (spotIsNorth(index + spotsAtReservoir + 1) ? 0.0066 : -0.0066))]
}

/** Of a spot at the river: whether it stands on the northern bank. */
function spotIsNorth(spot: number): boolean {
  return (spot - spotsAtReservoir) % 2 === 1
}
