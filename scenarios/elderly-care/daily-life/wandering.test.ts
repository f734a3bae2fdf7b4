import { describe, expect, it } from 'vitest'
import { destination } from '#domain/geo/distance.ts'
import { hours, play, type Said } from '#scenarios/elderly-care/player.fixture.ts'

const centre = { lat: 30.2, lon: 150.2 }
const fences = { geofence: { fences: { 'gps-1': { ...centre, radiusM: 200 } } } }
const fix = (seconds: number, metres: number, { accuracyM = 10, fixAgeS = 5 } = {}): Said => {
  const { lat, lon } = destination(centre, 90, metres)
  return [seconds, 'gps-1', 'location', { accuracyM, fixAgeS }, { position: { lat, lon, source: 'reported' } }]
}
const walk = (metres: number[], from = 0, more = {}) => metres.map((at, index) => fix(from + index * 60, at, more))
const told = (said: Said[], untilSeconds = 0) => play(said, { more: fences, untilSeconds }).told

describe('a fence', () => {
  it('is left by three of five fixes beyond the margin', () => {
    expect(told(walk([100, 230, 230, 100]))).toEqual([])
    expect(told(walk([100, 230, 100, 230, 230]))).toEqual(['wandering'])
  })

  it('is not left by less than the margin, or than twice the accuracy of the fix', () => {
    expect(told(walk([220, 220, 220, 220]))).toEqual([])
    expect(told(walk([300, 300, 300], 0, { accuracyM: 60 }))).toEqual([])
    expect(told(walk([330, 330, 330], 0, { accuracyM: 60 }))).toEqual(['wandering'])
  })

  it('is left by one fix at night', () => {
    expect(told(walk([240], hours(11)))).toEqual(['wandering'])
  })

  it('is entered again 20 m inside, and reported once', () => {
    expect(told(walk([300, 300, 300, 300, 190, 185, 179, 150]))).toEqual(['wandering', 'passed'])
  })

  it('is nothing for a device that has none', () => {
    expect(play(walk([300, 300, 300])).told).toEqual([])
  })
})

describe('a fix that is old', () => {
  it('is no fix, and reported once until there is a new one', () => {
    expect(told([fix(0, 0), fix(60, 0, { fixAgeS: 901 }), fix(120, 0, { fixAgeS: 960 }), fix(180, 0)])).toEqual([
      'location-lost',
      'recovered',
    ])
  })

  it('may grow old without any message', () => {
    expect(told([fix(0, 0)], 900)).toEqual(['location-lost'])
    expect(told([fix(0, 0), fix(600, 0)], 1_200)).toEqual([])
    expect(told([fix(0, 0), fix(600, 0)], hours(5))).toEqual(['location-lost'])
  })

  it('is graver outside', () => {
    const { found } = play(walk([300, 300, 300]), { more: fences, untilSeconds: 2_000 })
    expect(found).toMatchObject([{ level: 'wandering' }, { level: 'location-lost', severity: 'Moderate', urgency: 'Immediate' }])
  })

  it('keeps no places', () => {
    expect(JSON.stringify(play(walk([0, 10, 20]), { more: fences }).memory.detector)).not.toContain('150.2')
  })
})
