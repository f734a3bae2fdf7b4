/** The county's clock: minutes east of UTC, all year. It stands in `time` of `county.json` and nowhere else. */
export type CountyClock = { offsetMinutes: number }

/** A scenario's limits with the county's clock: what it does by the hour of the day it does by this. */
export function withClock<Limits extends object>(limits: Limits, { offsetMinutes }: CountyClock): Limits & CountyClock {
  return { ...limits, offsetMinutes }
}
