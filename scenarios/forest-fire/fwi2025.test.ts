import { describe, expect, it } from 'vitest'
import { springStart } from '#scenarios/forest-fire/fwi1987.ts'
import { type HourWeather, hourlyFireWeather, hourlyStateOf, nextHour } from '#scenarios/forest-fire/fwi2025.ts'

const daylight = { sunriseHour: 5.7464, sunsetHour: 20.4498 }
const fine: HourWeather = { tempC: 25, rhPct: 30, windKmh: 10, rainMm: 0 }

describe('the hourly index of 2025', () => {
  it('gives the published first two hours of Petawawa 2007 to their four decimals', () => {
    const eight = nextHour(hourlyStateOf(springStart), { tempC: 14.78, rhPct: 94.9, windKmh: 2.7324, rainMm: 0 }, 8, daylight)
    expect(rounded(hourlyFireWeather(eight, 2.7324))).toMatchObject({
      ffmc: 83.1265,
      dmc: 6.0167,
      dc: 15.4092,
      isi: 1.8814,
      bui: 6.0893,
      fwi: 0.8842,
    })
    const nine = nextHour(eight, { tempC: 17.44, rhPct: 79.11, windKmh: 3.6663, rainMm: 0 }, 9, daylight)
    expect(rounded(hourlyFireWeather(nine, 3.6663))).toMatchObject({
      ffmc: 83.1165,
      dmc: 6.0976,
      dc: 15.8583,
      isi: 1.9695,
      bui: 6.218,
      fwi: 0.9346,
    })
  })

  it('rises through a dry afternoon', () => {
    const noon = nextHour(hourlyStateOf(springStart), fine, 12, daylight)
    const one = nextHour(noon, fine, 13, daylight)
    expect(hourlyFireWeather(one, 10).fwi).toBeGreaterThan(hourlyFireWeather(noon, 10).fwi)
  })

  it('dries the deep layers by day only', () => {
    const start = hourlyStateOf(springStart)
    expect(nextHour(start, fine, 2, daylight)).toMatchObject({ duffPct: start.duffPct, droughtPct: start.droughtPct })
  })

  it('takes the canopy from a shower once, and again after five dry hours', () => {
    const rain = { ...fine, rainMm: 2 }
    const wet = nextHour(nextHour(hourlyStateOf(springStart), rain, 9, daylight), rain, 10, daylight)
    expect(wet.showerMm).toBe(4)
    let dry = wet
    for (let hour = 11; hour < 16; hour++) dry = nextHour(dry, fine, hour, daylight)
    expect(dry.showerMm).toBe(0)
  })

  it('lets wind above 40 km/h count less and less', () => {
    const state = hourlyStateOf(springStart)
    const gain = (from: number) => hourlyFireWeather(state, from + 10).isi / hourlyFireWeather(state, from).isi
    expect(gain(60)).toBeLessThan(gain(20))
  })
})

function rounded(codes: Record<string, number>) {
  return Object.fromEntries(Object.entries(codes).map(([name, value]) => [name, Number(value.toFixed(4))]))
}
