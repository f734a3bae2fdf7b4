import { describe, expect, it } from 'vitest'
import { waterLevel } from '#domain/observation/kinds/water-level.ts'
import { waterQuality } from '#domain/observation/kinds/water-quality.ts'

const problemOf = (items: unknown) =>
  waterQuality.body
    .safeParse({ items })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ')

describe('a water quality reading', () => {
  it('is refused with the reason when a unit is wrong or missing', () => {
    expect(problemOf({ NH3N: { value: 0.2, unit: 'µg/L' } })).toBe('items.NH3N.unit: NH3N is taken in mg/L, not in "µg/L"')
    expect(problemOf({ NH3N: { value: 0.2 } })).toBe('items.NH3N.unit: the unit is missing')
    expect(problemOf({ pH: { value: 7, unit: '' } })).toContain('the unit is missing')
  })

  it('takes no text and no NaN for a number', () => {
    expect(problemOf({ pH: { value: '7.1', unit: '1' } })).toBeDefined()
    expect(problemOf({ pH: { value: Number.NaN, unit: '1' } })).toBeDefined()
  })

  it('keeps items that nobody knows, in whatever unit', () => {
    expect(problemOf({ UV254: { value: 0.1, unit: '1/cm' } })).toBeUndefined()
  })

  it('is refused when it says nothing', () => {
    expect(problemOf({})).toContain('0 items')
  })
})

describe('a water level', () => {
  it('is refused without its datum', () => {
    expect(waterLevel.body.safeParse({ levelM: 41.2 }).error?.issues[0]?.message).toContain('datum')
    expect(waterLevel.body.safeParse({ levelM: 41.2, datum: 'WGS-84' }).success).toBe(false)
    expect(waterLevel.body.safeParse({ levelM: 41.2, datum: 'wusong' }).success).toBe(true)
  })
})
