import { describe, expect, it } from 'vitest'
import { play, type Said } from '#scenarios/elderly-care/player.fixture.ts'

const smoke = (seconds: number, more: object): Said => [seconds, 'smk-1', 'smoke', { alarm: false, test: false, ...more }]

describe('fire in a home', () => {
  it.each([
    ['the contact', [smoke(0, { alarm: true })]],
    ['smoke', [smoke(0, { opticalDensityPerM: 0.06 })]],
    ['heat', [smoke(0, { tempC: 60 })]],
    ['warming', [smoke(0, { tempC: 22 }), smoke(30, { tempC: 28 })]],
  ])('is reported by %s', (_, said) => {
    expect(play(said).found).toMatchObject([{ level: 'fire', severity: 'Severe', urgency: 'Immediate' }])
  })

  it('is over when smoke and heat have been normal for a minute', () => {
    const said = [smoke(0, { alarm: true }), smoke(30, { alarm: false }), smoke(95, { alarm: false })]
    expect(play(said).told).toEqual(['fire', 'passed'])
  })

  it('is neither a tried button nor a reading no sensor can make, and calm readings leave no trace', () => {
    expect(play([smoke(0, { alarm: true, test: true }), smoke(10, { opticalDensityPerM: -0.9 })]).told).toEqual([])
    const { memory } = play([smoke(0, { opticalDensityPerM: 0.001 })])
    expect(play([smoke(60, { opticalDensityPerM: 0.002 })], { before: memory }).memory).toBe(memory)
  })
})
