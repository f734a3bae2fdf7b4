import type { Colour, Tally } from '#scenarios/epidemic-control/memory/people.ts'
import type { ScreeningLimits } from '#scenarios/epidemic-control/schema.ts'

const daysKept = 31

export function counted(tally: Tally, atMs: number, offsetMinutes: number, colour: Colour, limits: ScreeningLimits): Tally {
  const date = new Date(atMs + offsetMinutes * 60_000).toISOString().slice(0, 10)
  const day = tally[date] ?? { green: 0, amber: 0, red: 0, manualMinutes: 0 }
  const next = { ...tally, [date]: { ...day, [colour]: day[colour] + 1, manualMinutes: day.manualMinutes + manualMinutes(colour, limits) } }
  return Object.fromEntries(
    Object.entries(next)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(-daysKept),
  )
}

/** A call for everybody who is not green; a red one takes more. */
export function manualMinutes(colour: Colour, { minutesPerCall, minutesPerRed }: ScreeningLimits): number {
  if (colour === 'green') return 0
  return minutesPerCall + (colour === 'red' ? minutesPerRed : 0)
}
