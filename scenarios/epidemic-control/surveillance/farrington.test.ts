import { describe, expect, it } from 'vitest'
import { seededRng } from '#local/seeded-rng.ts'
import { farrington } from '#scenarios/epidemic-control/surveillance/farrington.ts'
import { poissonCount } from '#scenarios/epidemic-control/surveillance/poisson.ts'
import { fitCounts } from '#scenarios/epidemic-control/surveillance/quasi-poisson.ts'

const weeks = 5 * 52
const rng = seededRng(7)
const ordinary = Array.from({ length: weeks }, () => poissonCount(6, rng))
const now = weeks - 1
const withToday = (count: number) => [...ordinary.slice(0, now), count]

describe('the log-linear model', () => {
  it('solves its score equations: residuals add up to nothing, also weighed by time', () => {
    const times = ordinary.map((_, at) => at)
    const { fitted } = fitCounts(ordinary, times, true)
    const residuals = ordinary.map((count, at) => count - (fitted[at] ?? 0))
    expect(residuals.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 5)
    expect(residuals.reduce((sum, one, at) => sum + one * at, 0)).toBeCloseTo(0, 2)
  })

  it('has leverages that add up to its parameters', () => {
    const { leverage } = fitCounts(
      ordinary,
      ordinary.map((_, at) => at),
      true,
    )
    expect(leverage.reduce((sum, one) => sum + one, 0)).toBeCloseTo(2, 9)
  })
})

describe('Farrington', () => {
  it('is silent in an ordinary week and alarms far above it', () => {
    expect(farrington(withToday(6), now)?.alarm).toBe(false)
    expect(farrington(withToday(25), now)?.alarm).toBe(true)
  })

  it('has its bound near the 99.5 % point of what is usual', () => {
    const bound = farrington(withToday(6), now)?.bound ?? 0
    expect(bound).toBeGreaterThan(11)
    expect(bound).toBeLessThan(18)
  })

  it('hardly lifts its bound for an outbreak of a past year', () => {
    const past = withToday(6)
    past[now - 52] = 60
    const [clean, dirty] = [farrington(withToday(6), now)?.bound ?? 0, farrington(past, now)?.bound ?? 0]
    expect(dirty).toBeLessThan(2 * clean)
  })

  it('never alarms on fewer than five cases in four weeks', () => {
    const rare = Array(weeks).fill(0)
    rare[now] = 3
    expect(farrington(rare, now)?.alarm).toBe(false)
  })

  it('does not know a week without three years before it', () => {
    expect(farrington(ordinary, 3 * 52)).toBeUndefined()
  })
})
