import { daylightHours } from '#domain/geo/daylight.ts'
import type { Position } from '#domain/geo/position.ts'

const dayMs = 86_400_000

/** Whether the sun is below the horizon at this place, not whether the clock says it is late. */
export function isNight(position: Position, atMs: number, offsetMinutes: number): boolean {
  const local = new Date(atMs + offsetMinutes * 60_000)
  const startMs = Date.UTC(local.getUTCFullYear(), 0, 1)
  const isLeap = Date.UTC(local.getUTCFullYear() + 1, 0, 1) - startMs === 366 * dayMs
  const dayOfYear = Math.floor((local.getTime() - startMs) / dayMs) + 1
  const { sunriseHour, sunsetHour } = daylightHours(position, dayOfYear, isLeap ? 366 : 365, offsetMinutes)
  const hour = (local.getTime() % dayMs) / 3_600_000
  // Where the clock is far from the sun, the day may reach over midnight.
  return ![hour - 24, hour, hour + 24].some((one) => one >= sunriseHour && one < sunsetHour)
}
