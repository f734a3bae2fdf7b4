import { describe, expect, it } from 'vitest'
import type { Meter } from '#domain/ports.ts'

type Dimensions = { scenario?: string; reason?: string }
export type MeterUnderTest = { meter: Meter; counted: (name: string, dimensions?: Dimensions) => number }

/** What every meter promises: sums by name and dimensions, and never an error of its own. */
export function meterContract(name: string, open: () => MeterUnderTest): void {
  describe(`${name} as a meter`, () => {
    it('sums what is counted under one name, and keeps names and dimensions apart', () => {
      const { meter, counted } = open()
      meter.count('records', 2)
      meter.count('records', 3)
      meter.count('records', 5, { scenario: 'forest-fire' })
      meter.count('records', 7, { scenario: 'forest-fire', reason: 'late' })
      meter.count('rejected', 11)
      expect(counted('records')).toBe(5)
      expect(counted('records', { scenario: 'forest-fire' })).toBe(5)
      expect(counted('records', { scenario: 'forest-fire', reason: 'late' })).toBe(7)
      expect(counted('rejected')).toBe(11)
    })

    it('takes nothing, parts, and a dimension without a value for none', () => {
      const { meter, counted } = open()
      meter.count('waited', 0)
      meter.count('waited', 0.5, {})
      meter.count('waited', 1, { scenario: undefined, reason: '' })
      expect(counted('waited')).toBe(1.5)
    })
  })
}
