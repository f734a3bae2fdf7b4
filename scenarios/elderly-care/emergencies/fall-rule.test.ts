import { describe, expect, it } from 'vitest'
import { type FallBody, isFall } from '#scenarios/elderly-care/emergencies/fall-rule.ts'
import { elderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

const { fall } = elderlyCareLimits.parse({})
const waist: FallBody = { site: 'waist', c8G: 0.45, peakG: 2, stillSdG: 0.19, tiltDeg: 40 }

describe('the fall rule', () => {
  it('takes an impact that just reaches all four limits', () => {
    expect(isFall(waist, fall)).toBe(true)
  })

  it.each([
    ['too little swing', { c8G: 0.44 }],
    ['no blow', { peakG: 1.99 }],
    ['somebody who moves on', { stillSdG: 0.2 }],
    ['somebody who stands up straight again', { tiltDeg: 39.9 }],
  ])('passes over %s', (_, change) => {
    expect(isFall({ ...waist, ...change } as FallBody, fall)).toBe(false)
  })

  it('asks more of a wrist than of a waist', () => {
    const wrist = { peakG: 3, stillSdG: 0.05, tiltDeg: 60 }
    expect(isFall({ site: 'wrist', c9G: 0.6, ...wrist }, fall)).toBe(false)
    expect(isFall({ site: 'waist', c8G: 0.6, ...wrist }, fall)).toBe(true)
    expect(isFall({ site: 'wrist', c9G: 1, ...wrist, stillSdG: 0.15 }, fall)).toBe(false)
  })
})
