import { expect, it } from 'vitest'
import { isInAnotherSlot } from '#scenarios/river-protection/slot.ts'

it('tells slots of the clock apart, in either direction, and takes every moment when they have no length', () => {
  expect(isInAnotherSlot(1_000, 239_000, 240)).toBe(false)
  expect(isInAnotherSlot(239_000, 240_000, 240)).toBe(true)
  expect(isInAnotherSlot(240_000, 239_000, 240)).toBe(true)
  expect(isInAnotherSlot(1_000, 1_000, 0)).toBe(true)
})
