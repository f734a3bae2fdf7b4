import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { medianDeviationOf, medianOf, sortedOf, withNewest } from '#scenarios/river-protection/event/sorted-window.ts'
import type { Window } from '#scenarios/river-protection/memory.ts'

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 })
const inOrder = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)
const plainMedian = (numbers: readonly number[]) => {
  const sorted = inOrder(numbers)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

describe('a window', () => {
  it('keeps the newest in their order, and their ascending order beside it', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 20 }), (numbers, size) => {
        const window = numbers.reduce<Window>((kept, value) => withNewest(kept, value, size), [])
        expect(window).toEqual(numbers.slice(-size))
        expect(sortedOf(window)).toEqual(inOrder(window))
      }),
    )
  })

  it('has the median and the median deviation of its values', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const middle = plainMedian(numbers)
        expect(medianOf(inOrder(numbers))).toBe(middle)
        expect(medianDeviationOf(inOrder(numbers), middle)).toBe(plainMedian(numbers.map((value) => Math.abs(value - middle))))
      }),
    )
  })
})
