import { firstOf } from '#domain/entries.ts'
import { areaContains } from '#domain/geo/area.ts'
import type { Rng } from '#domain/ports.ts'
import type { SeededRng } from '#local/seeded-rng.ts'

/** Longitude and latitude, degrees, as GeoJSON has them. */
export type Point = [lon: number, lat: number]

/** The lie of the land: what everything else is placed by. */
export type Land = {
  boundary: Point[]
  reservoir: Point[]
  river: { bank: Point[]; from: number; to: number }
  inside: (at: Point) => boolean
  /** Dry land inside the county, some way from river and reservoir. */
  isDry: (at: Point) => boolean
  /** Height of the hills, without a unit, from two octaves of noise. */
  height: (at: Point) => number
}

/** The open Pacific: no county of the real world lies here, and no border can be drawn wrongly. */
export const centre: Point = [150.2, 30.2]
export const reservoirCentre: Point = [150.21, 30.255]
const halfWidth = 0.006

/** Latitude of the river's middle: three bends from the western border to the eastern one. */
export function riverLat(lon: number): number {
  return centre[1] + 0.018 * Math.sin((3 * Math.PI * (lon - 150.045)) / 0.31)
}

export function layLand(rng: SeededRng): Land {
  const boundary = warpedRing(rng.fork('boundary'), centre, 0.17, 0.13, 72)
  const inside = ([lon, lat]: Point) => areaContains({ type: 'Polygon', coordinates: [boundary] }, { lat, lon })
  const reservoir = warpedRing(rng.fork('reservoir'), reservoirCentre, 0.016, 0.012, 24)
  const isDry = ([lon, lat]: Point) =>
    inside([lon, lat]) &&
    Math.abs(lat - riverLat(lon)) > 2 * halfWidth &&
    Math.hypot((lon - reservoirCentre[0]) / 0.016, (lat - reservoirCentre[1]) / 0.012) > 1.5
  return { boundary, reservoir, river: reach(inside), inside, isDry, height: hills(rng.fork('hills')) }
}

/** Both banks of the river between two longitudes, as one ring. */
export function banks(from: number, to: number, stepDeg = 0.008): Point[] {
  const steps = Math.ceil((to - from) / stepDeg)
  const along = Array.from({ length: steps + 1 }, (_, step) => from + ((to - from) * step) / steps)
  const bank = (side: number) => along.map((lon): Point => [lon, riverLat(lon) + side * halfWidth])
  return closed([...bank(1), ...bank(-1).reverse()])
}

/** The river as far as both banks lie inside the county: it ends within a hundred metres of the border. */
function reach(inside: (at: Point) => boolean): Land['river'] {
  const stepDeg = 0.001
  const isIn = (lon: number) => [1, -1].every((side) => inside([lon, riverLat(lon) + side * halfWidth]))
  let [from, to] = [centre[0], centre[0]]
  while (isIn(from - stepDeg)) from -= stepDeg
  while (isIn(to + stepDeg)) to += stepDeg
  return { bank: banks(from, to), from, to }
}

/** Value noise on a lattice, two octaves, smoothly interpolated. */
function hills(rng: SeededRng): (at: Point) => number {
  const [broad, fine] = [lattice(rng.fork('broad'), 0.05), lattice(rng.fork('fine'), 0.02)]
  return (at) => broad(at) + 0.5 * fine(at)
}

function lattice(rng: Rng, cellDeg: number): (at: Point) => number {
  const size = 64
  const values = Array.from({ length: size * size }, () => rng.next())
  const valueAt = (column: number, row: number) => values[(((row % size) + size) % size) * size + (((column % size) + size) % size)] ?? 0
  return ([lon, lat]) => {
    const [x, y] = [(lon - centre[0]) / cellDeg, (lat - centre[1]) / cellDeg]
    const [column, row] = [Math.floor(x), Math.floor(y)]
    const [across, up] = [smooth(x - column), smooth(y - row)]
    const south = valueAt(column, row) * (1 - across) + valueAt(column + 1, row) * across
    const north = valueAt(column, row + 1) * (1 - across) + valueAt(column + 1, row + 1) * across
    return south * (1 - up) + north * up
  }
}

function smooth(share: number): number {
  return share * share * (3 - 2 * share)
}

/** An ellipse whose outline noise has bent. */
export function warpedRing(rng: Rng, [lon, lat]: Point, width: number, height: number, corners: number): Point[] {
  const waves = [2, 3, 5, 8].map((frequency) => ({ frequency, size: 0.09 / Math.sqrt(frequency), phase: rng.next() * 2 * Math.PI }))
  return closed(
    Array.from({ length: corners }, (_, index): Point => {
      const angle = (index / corners) * 2 * Math.PI
      const stretch = 1 + waves.reduce((sum, { frequency, size, phase }) => sum + size * Math.sin(frequency * angle + phase), 0)
      return [lon + width * stretch * Math.cos(angle), lat + height * stretch * Math.sin(angle)]
    }),
  )
}

/** A ring as GeoJSON wants it, with corners rounded to about a metre. */
export function closed(ring: Point[]): Point[] {
  const rounded = ring.map(([lon, lat]): Point => [round(lon), round(lat)])
  return [...rounded, firstOf(rounded)]
}

export function round(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000
}
