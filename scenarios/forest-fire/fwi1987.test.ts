import { describe, expect, it } from 'vitest'
import {
  buildUpIndex,
  dayLengths,
  droughtCode,
  duffMoistureCode,
  ffmcScales,
  fineFuelMoistureCode,
  fireWeather,
  fireWeatherIndex,
  initialSpreadIndex,
  overwinteredDroughtCode,
  springStart,
} from '#scenarios/forest-fire/fwi1987.ts'

/** The exact single-call vector that public implementations share (cffdrs' own test call). */
const noon = { tempC: 17, rhPct: 42, windKmh: 25, rain24hMm: 0 }

describe('the published single-call vector', () => {
  it('is met by every code', () => {
    expect(fineFuelMoistureCode(85, noon, 147.2)).toBeCloseTo(87.692980092774448, 9)
    expect(duffMoistureCode(6, noon, dayLengths['46N'][3])).toBeCloseTo(8.54505113599999, 9)
    expect(droughtCode(15, noon, 0.9)).toBeCloseTo(19.014, 9)
    expect(initialSpreadIndex(87.692980092774448, 25)).toBeCloseTo(10.853661073655068, 6)
    expect(buildUpIndex(8.5450511359999997, 19.014)).toBeCloseTo(8.4904265358371838, 9)
    expect(fireWeatherIndex(10.853661073655068, 8.4904265358371838)).toBeCloseTo(10.096371392382368, 6)
  })
})

describe('the days of Van Wagner & Pickett 1985', () => {
  const days: [number, number, number, number, number, number[]][] = [
    [4, 17, 42, 25, 0, [87.7, 8.5, 19.0, 10.9, 8.5, 10.1]],
    [4, 20, 21, 25, 2.4, [86.2, 10.4, 23.6, 8.8, 10.4, 9.3]],
    [4, 8.5, 40, 17, 0, [87.0, 11.8, 26.1, 6.5, 11.7, 7.6]],
    [4, 6.5, 25, 6, 0, [88.8, 13.2, 28.2, 4.9, 13.1, 6.2]],
    [4, 13, 34, 24, 0, [89.1, 15.4, 31.5, 12.6, 15.3, 14.8]],
    [4, 6, 40, 22, 0.4, [88.7, 16.5, 33.5, 10.7, 16.4, 13.5]],
    [4, 5.5, 52, 6, 0, [87.4, 17.2, 35.4, 4.0, 17.1, 5.9]],
    [4, 8.5, 46, 16, 0, [87.4, 18.5, 37.9, 6.6, 18.4, 9.7]],
    [4, 9.5, 54, 20, 0, [86.8, 19.7, 40.6, 7.4, 19.6, 11.0]],
    [4, 7, 93, 14, 9, [29.9, 10.1, 29.5, 0.0, 10.9, 0.0]],
    [4, 6.5, 71, 17, 1, [49.4, 10.7, 31.6, 0.4, 11.6, 0.2]],
  ]

  it('are met at one decimal, rain and all', () => {
    let codes = springStart
    for (const [month, tempC, rhPct, windKmh, rain24hMm, printed] of days) {
      const day = fireWeather(codes, { tempC, rhPct, windKmh, rain24hMm }, month, '46N')
      expect([day.ffmc, day.dmc, day.dc, day.isi, day.bui, day.fwi].map((code) => Number(code.toFixed(1)))).toEqual(printed)
      codes = day
    }
  })

  it('are missed with the newer moisture scale, which is why the scale has a name', () => {
    expect(fineFuelMoistureCode(85, noon, ffmcScales.exact)).not.toBeCloseTo(fineFuelMoistureCode(85, noon), 3)
  })
})

describe('the index', () => {
  it('is finite and non-negative in any weather a station may report', () => {
    for (const tempC of [-60, -2.8, 0, 60])
      for (const rhPct of [0, 50, 100])
        for (const windKmh of [0, 100])
          for (const rain24hMm of [0, 0.6, 500]) {
            const day = fireWeather({ ffmc: 0, dmc: 0, dc: 0 }, { tempC, rhPct, windKmh, rain24hMm }, 7, '20N')
            for (const value of Object.values(day)) expect(value).toBeGreaterThanOrEqual(0)
          }
  })

  it('carries drought over a dry winter and forgets it in a wet one', () => {
    expect(overwinteredDroughtCode(400, 20)).toBeGreaterThan(overwinteredDroughtCode(400, 200))
    expect(overwinteredDroughtCode(300, 1_000)).toBe(15)
  })
})
