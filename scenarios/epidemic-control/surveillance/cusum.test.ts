import { describe, expect, it } from 'vitest'
import { cusum, rossi } from '#scenarios/epidemic-control/surveillance/cusum.ts'

describe('the cumulative sum', () => {
  it('takes a count at the mean for nothing out of the ordinary', () => {
    expect(rossi(4, 4)).toBe(0)
    expect(rossi(9, 4)).toBe((9 - 12 + 12) / 4)
    expect(cusum(Array(50).fill(4), 4).some(({ alarm }) => alarm)).toBe(false)
  })

  it('names the count that would have alarmed: that very count does, a little less does not', () => {
    const quiet = [4, 5, 3]
    const bound = cusum([...quiet, 0], 4).at(-1)?.bound ?? Number.NaN
    expect(cusum([...quiet, bound + 1e-9], 4).at(-1)?.alarm).toBe(true)
    expect(cusum([...quiet, bound - 1e-6], 4).at(-1)?.alarm).toBe(false)
  })

  it('adds up a small excess that no single week would show', () => {
    const steps = cusum(Array(12).fill(8), 4)
    expect(steps[0]?.alarm).toBe(false)
    expect(steps.at(-1)?.alarm).toBe(true)
    expect(steps.at(-1)?.bound).toBeUndefined()
  })
})
