import { describe, expect, it } from 'vitest'
import type { Rng } from '#domain/ports.ts'

const draws = 10_000

/** What every source of numbers promises: from 0 to below 1, evenly. */
export function rngContract(name: string, open: () => Rng): void {
  describe(`${name} as a source of numbers`, () => {
    it('draws from 0 to below 1, evenly', () => {
      const rng = open()
      const numbers = Array.from({ length: draws }, () => rng.next())
      for (const number of numbers) expect(number >= 0 && number < 1).toBe(true)
      // The mean of so many has a standard deviation of 0.0029; seven of them are no accident.
      expect(Math.abs(numbers.reduce((sum, number) => sum + number, 0) / draws - 0.5)).toBeLessThan(0.02)
      expect(new Set(numbers).size).toBeGreaterThan(draws * 0.99)
    })
  })
}
