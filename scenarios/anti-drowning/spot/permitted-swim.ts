import { type AntiDrowningLimits, isClockTime } from '#scenarios/anti-drowning/schema.ts'

/**
 * Until when swimming is permitted at a spot at this moment (HH:MM of the county's clock, or the moment itself), if it is.
 * A window ends by itself: nobody has to remember to switch the watch on again.
 */
export function permittedUntil(spot: string, atMs: number, { permittedSwim, offsetMinutes }: AntiDrowningLimits): string | undefined {
  const clock = new Date(atMs + offsetMinutes * 60_000).toISOString().slice(11, 16)
  const window = permittedSwim.find((one) => {
    if (one.spot !== spot) return false
    if (!isClockTime(one.from)) return atMs >= Date.parse(one.from) && atMs < Date.parse(one.to)
    // From 22:00 to 02:00 goes past midnight.
    return one.from <= one.to ? clock >= one.from && clock < one.to : clock >= one.from || clock < one.to
  })
  return window?.to
}
