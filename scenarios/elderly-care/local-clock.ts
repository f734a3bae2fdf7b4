import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

type Clock = Pick<ElderlyCareLimits, 'offsetMinutes' | 'night'>

/** Hour of the county's clock, 0–23. */
export function hourOf(atMs: number, { offsetMinutes }: Pick<Clock, 'offsetMinutes'>): number {
  return Math.floor(((atMs + offsetMinutes * 60_000) % 86_400_000) / 3_600_000)
}

/** Number of the county's day since 1970. */
export function dayOf(atMs: number, { offsetMinutes }: Pick<Clock, 'offsetMinutes'>): number {
  return Math.floor((atMs + offsetMinutes * 60_000) / 86_400_000)
}

/** A night may go past midnight. */
export function isNight(atMs: number, clock: Clock): boolean {
  const { fromHour, toHour } = clock.night
  const hour = hourOf(atMs, clock)
  return fromHour <= toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour
}
