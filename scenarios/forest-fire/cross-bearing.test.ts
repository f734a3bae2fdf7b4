import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossBearings } from '#scenarios/forest-fire/cross-bearing.ts'

const towers = { west: { lat: 30.2, lon: 150.2 }, east: { lat: 30.2, lon: 150.3 } }
const degree = Math.PI / 180

/** Initial bearing on the sphere: another reckoning than the one under test. */
function bearingTo(from: { lat: number; lon: number }, to: { lat: number; lon: number }): number {
  const [a, b, step] = [from.lat * degree, to.lat * degree, (to.lon - from.lon) * degree]
  return (
    (Math.atan2(Math.sin(step) * Math.cos(b), Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(step)) / degree + 360) % 360
  )
}

describe('two towers', () => {
  it('fix a fire to within the accuracy they state', () => {
    const fires = fc.record({
      lat: fc.double({ min: 30.22, max: 30.35, noNaN: true }),
      lon: fc.double({ min: 150.21, max: 150.29, noNaN: true }),
    })
    fc.assert(
      fc.property(fires, (fire) => {
        const fix = crossBearings(
          { ...towers.west, bearingDeg: bearingTo(towers.west, fire) },
          { ...towers.east, bearingDeg: bearingTo(towers.east, fire) },
          1,
        )
        if (!fix) throw new Error('no fix')
        const offMetres = Math.hypot((fix.lat - fire.lat) * 111_195, (fix.lon - fire.lon) * 111_195 * Math.cos(fire.lat * degree))
        expect(offMetres).toBeLessThan(fix.accuracyMetres)
      }),
    )
  })

  it('fix nothing when their bearings are nearly parallel', () => {
    expect(crossBearings({ ...towers.west, bearingDeg: 10 }, { ...towers.east, bearingDeg: 12 }, 1)).toBeUndefined()
  })

  it('fix nothing behind a tower', () => {
    expect(crossBearings({ ...towers.west, bearingDeg: 225 }, { ...towers.east, bearingDeg: 135 }, 1)).toBeUndefined()
  })
})
