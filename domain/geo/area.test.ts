import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaContains, boundsOf, findArea, type Geometry, geometrySchema } from '#domain/geo/area.ts'

const ring = (west: number, south: number, size = 1): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const square = (west: number, south: number): Geometry => ({ type: 'Polygon', coordinates: [ring(west, south)] })

describe('an area', () => {
  it('takes longitude first in its corners and names both in a position', () => {
    expect(areaContains(square(150, 30), { lat: 30.5, lon: 150.5 })).toBe(true)
    expect(areaContains(square(150, 30), { lat: 31.5, lon: 150.5 })).toBe(false)
  })

  it('may have several parts, each with holes', () => {
    const islands: Geometry = { type: 'MultiPolygon', coordinates: [[ring(150, 30, 3), ring(151, 31)], [ring(160, 30)]] }
    const contains = (lat: number, lon: number) => areaContains(islands, { lat, lon })
    expect([contains(30.5, 150.5), contains(30.5, 160.5)]).toEqual([true, true])
    expect([contains(31.5, 151.5), contains(30.5, 155)]).toEqual([false, false])
  })

  it('is nothing one can be in when it is a line or a point', () => {
    expect(areaContains({ type: 'Point', coordinates: [150, 30] }, { lat: 30, lon: 150 })).toBe(false)
    const road: Geometry = {
      type: 'LineString',
      coordinates: [
        [150, 30],
        [151, 30],
      ],
    }
    expect(areaContains(road, { lat: 30, lon: 150.5 })).toBe(false)
  })

  it('shares every position on its edges and corners with exactly one neighbour', () => {
    const cells = [0, 1, 2].flatMap((west) => [0, 1, 2].map((south) => ({ geometry: square(west, south) })))
    const eighths = fc.integer({ min: 0, max: 23 }).map((value) => value / 8)
    fc.assert(
      fc.property(eighths, eighths, (lat, lon) => {
        const claiming = cells.filter(({ geometry }) => areaContains(geometry, { lat, lon }))
        return claiming.length === 1 && findArea(cells, { lat, lon }) === claiming[0]
      }),
    )
    expect(findArea(cells, { lat: -0.1, lon: 0 })).toBeUndefined()
  })

  it('has bounds that hold every corner, however many there are', () => {
    const corners = Array.from({ length: 200_000 }, (_, index): [number, number] => [150 + (index % 1000) / 1000, 30 + index / 1e6])
    expect(boundsOf({ type: 'LineString', coordinates: corners })).toEqual([150, 30, 150.999, 30.199999])
    expect(boundsOf({ type: 'Point', coordinates: [150, 30] })).toEqual([150, 30, 150, 30])
  })

  it('is refused when a corner is no place on earth', () => {
    expect(geometrySchema.safeParse({ type: 'Point', coordinates: [30, 150] }).success).toBe(false)
    expect(geometrySchema.safeParse({ type: 'Circle', coordinates: [30, 15] }).success).toBe(false)
  })
})
