import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WeatherChain } from '#scenarios/forest-fire/memory.ts'
import { addReading, type ChainRules, latestObserved } from '#scenarios/forest-fire/weather-chain.ts'

const rules: ChainRules = { noonMinute: 720, offsetMinutes: 480, dayLengths: '46N', ffmcScale: 'report1985' }
const noon = (day: number, hours = 0) => Date.UTC(2026, 3, 13 + day, 4 + hours)
const dry = { tempC: 20, rhPct: 35, wind: { value: 18, unit: 'km/h' as const }, windHeightM: 10, rainMm: 0, rainPeriodHours: 1 }

type Reading = [atMs: number, reading: typeof dry]

function chainOf(readings: Reading[]): WeatherChain | undefined {
  return readings.reduce<WeatherChain | undefined>((chain, [atMs, reading]) => addReading(chain, atMs, reading, rules), undefined)
}

describe('the chain of fire days', () => {
  it('takes wind in either unit for the same wind', () => {
    const inMetres = chainOf([[noon(0), { ...dry, wind: { value: 5, unit: 'm/s' as never } }]])
    const inKilometres = chainOf([[noon(0), dry]])
    expect(inMetres?.days[0]?.result).toEqual(inKilometres?.days[0]?.result)
  })

  it('counts rain from noon to noon, not by calendar day', () => {
    const evening: Reading = [noon(0, 8), { ...dry, rainMm: 12 }]
    const chain = chainOf([[noon(0), dry], evening, [noon(1), dry]])
    expect(chain?.days[0]?.rain).toEqual([])
    expect(chain?.days[1]?.rain).toEqual([[noon(0, 8), 12]])
  })

  it('does not change for a repeated reading', () => {
    const chain = chainOf([
      [noon(0), dry],
      [noon(0, 8), { ...dry, rainMm: 12 }],
    ])
    expect(addReading(chain, noon(0, 8), { ...dry, rainMm: 12 }, rules)).toBe(chain)
  })

  it('carries a day whose noon is missing, says so, and keeps its rain', () => {
    const chain = chainOf([
      [noon(0), dry],
      [noon(1, -5), { ...dry, rainMm: 20 }],
      [noon(2), dry],
    ])
    expect(chain?.days.map(({ quality }) => quality)).toEqual(['observed', 'carried', 'observed'])
    expect(chain?.days[2]?.result?.ffmc).toBeLessThan(chain?.days[0]?.result?.ffmc ?? 0)
  })

  it('starts again, and says so, when nothing was known for long', () => {
    const chain = chainOf([
      [noon(0), dry],
      [noon(15), dry],
    ])
    expect(latestObserved(chain)?.quality).toBe('restarted')
  })

  it('is the same whatever order late and corrected readings arrive in', () => {
    const readings: Reading[] = Array.from({ length: 8 }, (_, day) => [noon(day), { ...dry, tempC: 10 + day, rainMm: day === 3 ? 9 : 0 }])
    const inOrder = chainOf(readings)
    fc.assert(
      fc.property(fc.shuffledSubarray(readings, { minLength: 8 }), (shuffled) => {
        expect(chainOf(shuffled)?.days.map(({ result }) => result)).toEqual(inOrder?.days.map(({ result }) => result))
      }),
      { numRuns: 50 },
    )
  })

  it('recomputes every later day when a wet day turns out to have been dry', () => {
    const wet = chainOf([
      [noon(0), dry],
      [noon(1), { ...dry, rainMm: 30 }],
      [noon(2), dry],
    ])
    const corrected = addReading(wet, noon(1), dry, rules)
    expect(corrected.days[2]?.result?.fwi).toBeGreaterThan(wet?.days[2]?.result?.fwi ?? 0)
    expect(corrected.days[2]?.result).toEqual(
      chainOf([
        [noon(0), dry],
        [noon(1), dry],
        [noon(2), dry],
      ])?.days[2]?.result,
    )
  })

  it('stays bounded over a year and goes on from where it was cut', () => {
    const chain = chainOf(Array.from({ length: 365 }, (_, day): Reading => [noon(day), dry]))
    expect(chain?.days).toHaveLength(60)
    expect(JSON.stringify(chain).length).toBeLessThan(40_000)
  })
})
