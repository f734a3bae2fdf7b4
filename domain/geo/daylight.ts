import type { Position } from '#domain/geo/position.ts'

const radians = Math.PI / 180
const dayMs = 86_400_000
/** Zenith of the sun's centre at sunrise: its radius and the refraction at the horizon, degrees. */
const zenithDeg = 90.833

/**
 * Sunrise and sunset on a day of the year, decimal hours of the local clock (NOAA's general solar position equations, good to
 * some minutes below 72° of latitude). `dayOfYear` is 1–366; where the sun does not rise or set, the day is 0 or 24 hours long.
 */
export function daylightHours(
  { lat, lon }: Position,
  dayOfYear: number,
  daysInYear: 365 | 366,
  offsetMinutes: number,
): { sunriseHour: number; sunsetHour: number } {
  const year = (2 * Math.PI * (dayOfYear - 1)) / daysInYear
  const declination =
    0.006918 -
    0.399912 * Math.cos(year) +
    0.070257 * Math.sin(year) -
    0.006758 * Math.cos(2 * year) +
    0.000907 * Math.sin(2 * year) -
    0.002697 * Math.cos(3 * year) +
    0.00148 * Math.sin(3 * year)
  const equationOfTimeMinutes =
    229.18 *
    (0.000075 + 0.001868 * Math.cos(year) - 0.032077 * Math.sin(year) - 0.014615 * Math.cos(2 * year) - 0.040849 * Math.sin(2 * year))
  const cosine =
    Math.cos(zenithDeg * radians) / (Math.cos(lat * radians) * Math.cos(declination)) - Math.tan(lat * radians) * Math.tan(declination)
  const halfDayDeg = Math.acos(Math.max(-1, Math.min(1, cosine))) / radians
  const hourOf = (east: number) => (720 - 4 * east - equationOfTimeMinutes + offsetMinutes) / 60
  return { sunriseHour: hourOf(lon + halfDayDeg), sunsetHour: hourOf(lon - halfDayDeg) }
}

/** Sunrise and sunset of the local day that a moment falls on. */
export function daylightAt(position: Position, atMs: number, offsetMinutes: number): { sunriseHour: number; sunsetHour: number } {
  const localMs = atMs + offsetMinutes * 60_000
  const year = new Date(localMs).getUTCFullYear()
  const startMs = Date.UTC(year, 0, 1)
  const daysInYear = (Date.UTC(year + 1, 0, 1) - startMs) / dayMs === 366 ? 366 : 365
  return daylightHours(position, Math.floor((localMs - startMs) / dayMs) + 1, daysInYear, offsetMinutes)
}
