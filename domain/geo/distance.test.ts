import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bearingDeg, destination, distanceMetres } from '#domain/geo/distance.ts'

/** Anywhere but at the poles, where a bearing means little. */
const somewhere = fc.record({
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
  lon: fc.double({ min: -180, max: 179.999, noNaN: true }),
})

describe('distance and bearing', () => {
  it('is a quarter of the circumference from the equator to the pole', () => {
    expect(distanceMetres({ lat: 0, lon: 0 }, { lat: 90, lon: 0 })).toBeCloseTo((Math.PI / 2) * 6_371_008.8, 3)
  })

  // Vincenty's own test line on the ellipsoid: Flinders Peak to Buninyong, 54,972.271 m (GDA94 is WGS-84 to a metre).
  it('stays within 0.56 % of a surveyed distance on the ellipsoid, and within 0.2° of its azimuth', () => {
    const flindersPeak = { lat: -37.951033417, lon: 144.424867889 }
    const buninyong = { lat: -37.652821139, lon: 143.926495528 }
    expect(Math.abs(distanceMetres(flindersPeak, buninyong) / 54_972.271 - 1)).toBeLessThan(0.0056)
    expect(Math.abs(bearingDeg(flindersPeak, buninyong) - 306.868158)).toBeLessThan(0.2)
  })

  it('points north, east, south and west', () => {
    const from = { lat: 30, lon: 150 }
    expect(bearingDeg(from, { lat: 31, lon: 150 })).toBeCloseTo(0, 9)
    expect(bearingDeg(from, { lat: 30, lon: 150.001 })).toBeCloseTo(90, 2)
    expect(bearingDeg(from, { lat: 29, lon: 150 })).toBeCloseTo(180, 9)
    expect(bearingDeg(from, { lat: 30, lon: 149.999 })).toBeCloseTo(270, 2)
  })

  it('arrives where distance and bearing say', () => {
    fc.assert(
      fc.property(
        somewhere,
        fc.double({ min: 0, max: 359.9, noNaN: true }),
        fc.double({ min: 1, max: 100_000, noNaN: true }),
        (from, bearing, metres) => {
          const to = destination(from, bearing, metres)
          expect(distanceMetres(from, to)).toBeCloseTo(metres, 3)
          const turn = Math.abs(bearingDeg(from, to) - bearing)
          expect(Math.min(turn, 360 - turn) * metres).toBeLessThan(0.01 * 100_000)
          expect(Math.abs(to.lon)).toBeLessThanOrEqual(180)
        },
      ),
    )
  })

  it('is the same there and back', () => {
    fc.assert(fc.property(somewhere, somewhere, (a, b) => Math.abs(distanceMetres(a, b) - distanceMetres(b, a)) < 1e-6))
  })
})
