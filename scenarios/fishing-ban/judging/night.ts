import { daylightAt } from '#domain/geo/daylight.ts'
import type { Position } from '#domain/geo/position.ts'

const dayMs = 86_400_000

/** Whether the sun is below the horizon at this place, not whether the clock says it is late. */
export function isNight(position: Position, atMs: number, offsetMinutes: number): boolean {
  const { sunriseHour, sunsetHour } = daylightAt(position, atMs, offsetMinutes)
  const hour = ((atMs + offsetMinutes * 60_000) % dayMs) / 3_600_000
  // Where the clock is far from the sun, the day may reach over midnight.
  return ![hour - 24, hour, hour + 24].some((one) => one >= sunriseHour && one < sunsetHour)
}
