import { describe, expect, it } from 'vitest'
import { c3Threshold, ears, earsDefaults } from '#scenarios/epidemic-control/surveillance/ears.ts'

describe('EARS', () => {
  it('knows nothing before its baseline is complete', () => {
    const results = ears([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(results[6]).toEqual({})
    expect(results[7]?.c1Bound).toBeDefined()
    expect(results[8]?.c2Bound).toBeUndefined()
    expect(results[9]?.c2Bound).toBeDefined()
  })

  it('has the bound one reckons by hand: mean 4, standard deviation √(28/6)', () => {
    const [last] = ears([1, 2, 3, 4, 5, 6, 7, 20]).slice(-1)
    const sigma = Math.sqrt(28 / 6)
    expect(last?.c1Bound).toBeCloseTo(4 + earsDefaults.z * sigma, 12)
    expect(last?.c1).toBeCloseTo(16 / sigma, 12)
  })

  it('sees in C2 a rise that lasts, where C1 has taken it into its baseline', () => {
    const results = ears([2, 3, 2, 3, 2, 3, 2, 3, 2, 8, 9, 9])
    const last = results.at(-1)
    expect(9).toBeGreaterThan(last?.c2Bound ?? Number.POSITIVE_INFINITY)
    expect(9).toBeLessThan(last?.c1Bound ?? 0)
  })

  it('adds up in C3 what C2 exceeds one by, today included', () => {
    const results = ears([2, 3, 2, 3, 2, 3, 2, 3, 2, 2, 2, 9])
    const sum = results.slice(-3).reduce((total, { c2 = 0 }) => total + Math.max(0, c2 - 1), 0)
    expect(results.at(-1)?.c3).toBe(sum)
    expect(sum).toBeGreaterThan(c3Threshold)
  })

  it('gives a flat baseline the least spread, so that one case more is no outbreak', () => {
    const flat = [1, 1, 1, 1, 1, 1, 1, 2]
    expect(ears(flat).at(-1)?.c1Bound).toBe(1)
    expect(ears(flat, { ...earsDefaults, minSigma: 0.5 }).at(-1)?.c1Bound).toBeGreaterThan(2)
  })
})
