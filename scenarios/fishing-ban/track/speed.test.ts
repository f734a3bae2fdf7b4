import { describe, expect, it } from 'vitest'
import type { Fix } from '#scenarios/fishing-ban/track/fixes.ts'
import { medianSpeedKn, speedKn } from '#scenarios/fishing-ban/track/speed.ts'

const fix = (minute: number, lat: number, sogKn?: number): Fix => ({ atMs: minute * 60_000, lat, lon: 150, sogKn, isClosed: true })
const reported = (speeds: number[]) => speeds.map((speed, minute) => fix(minute, 30, speed))

describe('speed', () => {
  it('is what was reported, else the way since the fix before', () => {
    expect(speedKn([fix(0, 30), fix(1, 30 + 1 / 60 / 60)], 1)).toBeCloseTo(60 / 60, 1)
    expect(speedKn([fix(0, 30), fix(1, 31, 3.5)], 1)).toBe(3.5)
    expect(speedKn([fix(0, 30)], 0)).toBeUndefined()
  })

  it('is the median of three minutes, however many fixes they hold', () => {
    expect(medianSpeedKn(reported([9, 1, 2, 30]), 3, 180)).toBe(5.5)
    expect(medianSpeedKn(reported([9, 9, 9, 1, 2, 3, 4]), 6, 180)).toBe(2.5)
    expect(medianSpeedKn([fix(0, 30, 9), fix(10, 30, 3)], 1, 180)).toBe(3)
    expect(medianSpeedKn([fix(0, 30)], 0, 180)).toBeUndefined()
  })
})
