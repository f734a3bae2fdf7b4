import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { destination, distanceMetres } from '#domain/geo/distance.ts'
import { fieldOfViewSchema, outlineErrorMetres, outlineOf } from '#domain/geo/field-of-view.ts'
import { containsPoint, type Ring } from '#domain/geo/polygon.ts'
import { surfaceSquareMetres } from '#domain/geo/surface.ts'

const site = fc.record({ lat: fc.double({ min: -60, max: 60, noNaN: true }), lon: fc.double({ min: -170, max: 170, noNaN: true }) })
const rangeMetres = fc.double({ min: 1, max: 50_000, noNaN: true })
const bearing = fc.integer({ min: 0, max: 359 })
const positions = (ring: Ring) => ring.map(([lon, lat]) => ({ lat, lon }))
const contains = (ring: Ring, { lat, lon }: { lat: number; lon: number }) => containsPoint([ring], [lon, lat])
const width = (fromDeg: number, toDeg: number) => (toDeg - fromDeg + 360) % 360

describe('the outline of what a device sees', () => {
  it('is a closed ring whose corners lie at the range', () => {
    fc.assert(
      fc.property(site, rangeMetres, (from, range) => {
        const ring = outlineOf(from, { rangeMetres: range })
        expect(ring.at(-1)).toEqual(ring[0])
        for (const corner of positions(ring)) expect(distanceMetres(from, corner)).toBeCloseTo(range, 2)
      }),
    )
  })

  it('claims nothing beyond the range, and leaves out no more than the stated error', () => {
    fc.assert(
      fc.property(site, rangeMetres, fc.double({ min: 0, max: 360, noNaN: true }), (from, range, towards) => {
        const view = { rangeMetres: range }
        const ring = outlineOf(from, view)
        expect(contains(ring, destination(from, towards, range + 0.01))).toBe(false)
        expect(contains(ring, destination(from, towards, range - outlineErrorMetres(view) - 0.01))).toBe(true)
      }),
    )
  })

  it('of a sector has what lies between its bearings, also across north, and its sides are 1 m off at most', () => {
    fc.assert(
      fc.property(site, rangeMetres, bearing, bearing, fc.double({ min: 0, max: 1, noNaN: true }), (from, range, fromDeg, toDeg, share) => {
        fc.pre(fromDeg !== toDeg)
        const view = { rangeMetres: range, sector: { fromDeg, toDeg } }
        const ring = outlineOf(from, view)
        const metres = (range - outlineErrorMetres(view)) * share
        const asideDeg = metres > 0 ? (1.1 / metres) * (180 / Math.PI) : 360
        const span = width(fromDeg, toDeg)
        fc.pre(asideDeg * 2 < Math.min(span, 360 - span))
        expect(contains(ring, destination(from, fromDeg + asideDeg, metres))).toBe(true)
        expect(contains(ring, destination(from, toDeg - asideDeg + 360, metres))).toBe(true)
        expect(contains(ring, destination(from, fromDeg - asideDeg + 360, metres))).toBe(false)
        expect(contains(ring, destination(from, toDeg + asideDeg, metres))).toBe(false)
      }),
    )
  })

  it('shares the side of two sectors that meet with exactly one of them', () => {
    fc.assert(
      fc.property(site, bearing, bearing, bearing, bearing, (from, a, b, c, towards) => {
        const [first, second, third] = [...new Set([a, b, c])].sort((one, other) => one - other)
        fc.pre(first !== undefined && second !== undefined && third !== undefined)
        const sectors = [
          [first, second],
          [second, third],
          [third, first],
        ].map(([fromDeg, toDeg]) => outlineOf(from, { rangeMetres: 800, sector: { fromDeg: fromDeg as number, toDeg: toDeg as number } }))
        const place = destination(from, towards, 300)
        expect(sectors.filter((ring) => contains(ring, place))).toHaveLength(1)
      }),
    )
  })

  it('turns clockwise, all round or between any two bearings', () => {
    const doubled = (ring: Ring) =>
      ring.slice(1).reduce((sum, [x, y], index) => sum + (ring[index]?.[0] ?? 0) * y - x * (ring[index]?.[1] ?? 0), 0)
    const at = { lat: 0.01, lon: 0.01 }
    expect(doubled(outlineOf(at, { rangeMetres: 100 }))).toBeLessThan(0)
    fc.assert(
      fc.property(bearing, bearing, (fromDeg, toDeg) => {
        fc.pre(fromDeg !== toDeg)
        return doubled(outlineOf(at, { rangeMetres: 100, sector: { fromDeg, toDeg } })) < 0
      }),
    )
  })

  it('has the surface of a disc but for the error', () => {
    const disc = surfaceSquareMetres([[outlineOf({ lat: 30, lon: 150 }, { rangeMetres: 5_000 })]])
    expect(disc / (Math.PI * 5_000 ** 2)).toBeGreaterThan(0.997)
    expect(disc / (Math.PI * 5_000 ** 2)).toBeLessThan(1)
  })
})

describe('what a device is registered to see', () => {
  it('has a range that a device can have, and two bearings or none', () => {
    const right = [{ rangeMetres: 60 }, { rangeMetres: 60, sector: { fromDeg: 300, toDeg: 60 } }]
    const wrong = [
      {},
      { rangeMetres: 0 },
      { rangeMetres: 5_000_000 },
      { rangeMetres: 60, sector: { fromDeg: 0, toDeg: 360 } },
      { rangeMetres: 60, sector: { fromDeg: 10 } },
      { rangeMetres: 60, sector: { fromDeg: -10, toDeg: 10 } },
    ]
    expect(right.map((view) => fieldOfViewSchema.safeParse(view).success)).toEqual([true, true])
    expect(wrong.filter((view) => fieldOfViewSchema.safeParse(view).success)).toEqual([])
  })
})
