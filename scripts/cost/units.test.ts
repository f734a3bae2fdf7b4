import { describe, expect, it } from 'vitest'
import type { Item } from '#domain/ports.ts'
import { noise } from '#scripts/cost/noise.fixture.ts'
import { changeUnits, itemBytes, readUnits, writeUnits } from '#scripts/cost/units.ts'

function row(valueBytes: number, more: Partial<Item> = {}): Item {
  return { pk: 'P', sk: 'S', value: 'x'.repeat(valueBytes - 2), version: 1, ...more }
}

describe('the size of an item', () => {
  it('is its names and its values: pk+P, sk+S, v+number, d+JSON', () => {
    expect(itemBytes(row(100))).toBe(2 + 1 + 2 + 1 + 1 + 2 + 1 + 100)
  })

  it('counts text in UTF-8, and two digits of a number as a byte', () => {
    expect(itemBytes({ ...row(100), value: '水' })).toBe(10 + 2 + 3)
    expect(itemBytes(row(100, { version: 12345 })) - itemBytes(row(100))).toBe(2)
    expect(itemBytes(row(100, { expiresAtSeconds: 1_800_000_001 })) - itemBytes(row(100))).toBe(1 + 6)
  })

  it('of no item is none', () => {
    expect(itemBytes(undefined)).toBe(0)
  })
})

describe('units', () => {
  it('are whole kilobytes written and four kilobytes read', () => {
    expect([0, 1, 1_024, 1_025].map(writeUnits)).toEqual([1, 1, 1, 2])
    expect([0, 4_096, 4_097].map((bytes) => readUnits(bytes, true))).toEqual([1, 1, 2])
    expect([0, 4_096, 4_097].map((bytes) => readUnits(bytes, false))).toEqual([0.5, 0.5, 1])
  })

  it('of a change go by the larger of old and new, twice in a transaction', () => {
    const large = row(100, { value: noise(2_600) })
    expect(changeUnits(large, row(100), false)).toBe(3)
    expect(changeUnits(row(100), large, true)).toBe(6)
    expect(changeUnits(large, undefined, false)).toBe(3)
    expect(changeUnits(undefined, undefined, false)).toBe(1)
  })

  it('are spent again in each view, twice where the row moves in it', () => {
    const at = (sk: string) => row(100, { views: { a: { pk: 'V', sk } } })
    expect(changeUnits(undefined, at('1'), false)).toBe(2)
    expect(changeUnits(at('1'), at('1'), false)).toBe(2)
    expect(changeUnits(at('1'), at('2'), false)).toBe(3)
    expect(changeUnits(at('1'), row(100), true)).toBe(3)
    expect(changeUnits(undefined, row(100, { views: { a: { pk: 'V', sk: '1' }, b: { pk: 'W', sk: '1' } } }), true)).toBe(4)
  })
})
