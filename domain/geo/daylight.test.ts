import { describe, expect, it } from 'vitest'
import { daylightHours } from '#domain/geo/daylight.ts'

describe('sunrise and sunset', () => {
  it('agree with the hours that the Canadian hourly fire weather of Petawawa was computed with', () => {
    const { sunriseHour, sunsetHour } = daylightHours({ lat: 45.996, lon: -77.427 }, 130, 365, -240)
    expect(sunriseHour).toBeCloseTo(5.7464, 4)
    expect(sunsetHour).toBeCloseTo(20.4498, 4)
  })

  it('follow the sun, not the clock: Yichang is 35 minutes behind Beijing', () => {
    const { sunriseHour, sunsetHour } = daylightHours({ lat: 30.7, lon: 111.3 }, 81, 365, 480)
    expect((sunriseHour + sunsetHour) / 2).toBeCloseTo(12.7, 1)
  })

  it('make a day of 24 hours where the sun does not set, and none where it does not rise', () => {
    const length = (day: number) => {
      const { sunriseHour, sunsetHour } = daylightHours({ lat: 75, lon: 0 }, day, 365, 0)
      return sunsetHour - sunriseHour
    }
    expect(length(172)).toBeCloseTo(24, 6)
    expect(length(355)).toBeCloseTo(0, 6)
  })
})
