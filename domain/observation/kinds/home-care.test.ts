import { describe, expect, it } from 'vitest'
import { door, fallCandidate, location, motion, sos, vitals } from '#domain/observation/kinds/home-care.ts'

const waist = { site: 'waist', c8G: 1, peakG: 4, stillSdG: 0.01, tiltDeg: 80 }

describe('kinds of home care', () => {
  it.each([
    ['a waist candidate with the axes of a wrist', fallCandidate, { ...waist, c8G: undefined, c9G: 1 }],
    ['a site that has no rule', fallCandidate, { ...waist, site: 'ankle' }],
    ['an impact in m/s²', fallCandidate, { ...waist, peakG: undefined, peakMs2: 39 }],
    ['a peak that is no number', fallCandidate, { ...waist, peakG: Number.NaN }],
    ['a number in quotes', fallCandidate, { ...waist, tiltDeg: '80' }],
    ['a place without its accuracy', location, { fixAgeS: 3 }],
    ['a temperature in °F', vitals, { tempC: 98.6 }],
    ['a room nobody knows', motion, { room: 'sauna', present: true }],
    ['a door that does not say whether it is open', door, { which: 'entrance' }],
  ])('refuses %s', (_, kind, body) => {
    expect(kind.body.safeParse(body).success).toBe(false)
  })

  it('takes a wrist candidate, vital signs that are not complete, and a call for help without any field', () => {
    expect(fallCandidate.body.safeParse({ ...waist, site: 'wrist', c8G: undefined, c9G: 1.4 }).success).toBe(true)
    expect(vitals.body.safeParse({ pulsePerMin: 80 }).success).toBe(true)
    expect(sos.body.parse({})).toEqual({ test: false })
  })
})
