import { describe, expect, it } from 'vitest'
import { looksSwapped, type Position, positionSchema } from '#domain/geo/position.ts'

const inCounty = ({ lat, lon }: Position) => Math.abs(lat - 30) < 1 && Math.abs(lon - 50) < 1

describe('a position', () => {
  it('looks swapped when only its mirror image lies in the county', () => {
    expect(looksSwapped({ lat: 50, lon: 30 }, inCounty)).toBe(true)
    expect(looksSwapped({ lat: 30, lon: 50 }, inCounty)).toBe(false)
    expect(looksSwapped({ lat: 10, lon: 10 }, inCounty)).toBe(false)
  })

  it('never looks swapped when its longitude cannot be a latitude', () => {
    expect(looksSwapped({ lat: 30, lon: 150 }, () => false)).toBe(false)
  })

  it('is refused outside the earth and with anything else in it', () => {
    expect(positionSchema.safeParse({ lat: 150, lon: 30 }).success).toBe(false)
    expect(positionSchema.safeParse({ lat: 30, lon: 150, alt: 3 }).success).toBe(false)
    expect(positionSchema.safeParse({ lat: Number.NaN, lon: 150 }).success).toBe(false)
  })
})
