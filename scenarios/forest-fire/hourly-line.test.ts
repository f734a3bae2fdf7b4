import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addHourlyReading } from '#scenarios/forest-fire/hourly-line.ts'
import type { HourlyLine } from '#scenarios/forest-fire/memory.ts'

const hourMs = 3_600_000
const startMs = Date.UTC(2026, 2, 1)
const place = { lat: 30.2, lon: 111.3, offsetMinutes: 480 }
const dry = { tempC: 25, rhPct: 30, wind: { value: 10, unit: 'km/h' as const }, windHeightM: 10, rainMm: 0, rainPeriodHours: 1 }
type Reading = [atMs: number, reading: typeof dry]

describe('the hourly line', () => {
  it('is the same whatever order the hours arrive in', () => {
    const readings = Array.from({ length: 10 }, (_, hour): Reading => [at(hour), { ...dry, tempC: 15 + hour, rainMm: hour === 4 ? 6 : 0 }])
    const [first, ...rest] = readings as [Reading, ...Reading[]]
    const expected = lineOf(readings)
    fc.assert(
      fc.property(fc.shuffledSubarray(rest, { minLength: rest.length }), (shuffled) => {
        // Further apart than six hours would be a new line, so shuffles keep near.
        const near = [first, ...shuffled.sort((a, b) => Math.floor(a[0] / hourMs / 3) - Math.floor(b[0] / hourMs / 3))]
        expect(lineOf(near)?.now).toEqual(expected?.now)
      }),
    )
  })

  it('is the very same line after a repeated reading', () => {
    const line = lineOf([[at(0), dry]])
    expect(addHourlyReading(line, at(0), { ...dry }, place)).toBe(line)
  })

  it('computes later hours again when rain is corrected', () => {
    const line = lineOf([0, 1, 2].map((hour): Reading => [at(hour), dry]))
    const corrected = addHourlyReading(line, at(1), { ...dry, rainMm: 12 }, place)
    expect(corrected.now?.weather.ffmc).toBeLessThan((line?.now?.weather.ffmc ?? 0) - 10)
  })

  it('carries a few missing hours and starts again after many', () => {
    const line = lineOf([
      [at(0), dry],
      [at(4), dry],
    ])
    expect(line?.hours).toHaveLength(2)
    expect(
      lineOf([
        [at(0), dry],
        [at(30), dry],
      ])?.hours,
    ).toHaveLength(1)
  })

  it('keeps three days and the state from before them', () => {
    const long = Array.from({ length: 100 }, (_, hour): Reading => [at(hour), dry])
    const line = lineOf(long)
    expect(line?.hours).toHaveLength(72)
    expect(line?.before.duffPct).toBeLessThan(lineOf(long.slice(0, 1))?.before.duffPct ?? 0)
  })
})

function at(hour: number): number {
  return startMs + hour * hourMs
}

function lineOf(readings: Reading[]): HourlyLine | undefined {
  return readings.reduce<HourlyLine | undefined>((line, [atMs, reading]) => addHourlyReading(line, atMs, reading, place), undefined)
}
