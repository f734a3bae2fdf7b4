import { lastOf } from '#domain/entries.ts'
import type { Reason } from '#domain/findings/finding.ts'
import { daylightAt } from '#domain/geo/daylight.ts'
import type { Position } from '#domain/geo/position.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import { type weather, windKmhOf } from '#domain/observation/kinds/weather.ts'
import { springStart } from '#scenarios/forest-fire/fwi1987.ts'
import { hourlyFireWeather, hourlyStateOf, nextHour } from '#scenarios/forest-fire/fwi2025.ts'
import type { Hour, HourlyLine, HourlyState, MoistureCodes } from '#scenarios/forest-fire/memory.ts'

const hourMs = 3_600_000
const hoursKept = 72
/** So many missing hours take the weather of the hour before; after a longer gap the line starts again from the daily codes. */
const carriedAtMost = 6

/**
 * The line with one more reading, or the very same line when it says nothing new. A late or corrected reading amends its hour,
 * and all later hours are computed again. `codes` are the daily ones, from which the line starts.
 */
export function addHourlyReading(
  line: HourlyLine | undefined,
  atMs: number,
  reading: BodyOf<typeof weather>,
  place: Position & { offsetMinutes: number },
  codes: MoistureCodes = springStart,
): HourlyLine {
  const hours = line?.hours ?? []
  const hour = Math.ceil(atMs / hourMs)
  const [first, last] = [hours[0]?.hour, hours.at(-1)?.hour]
  if (line && first !== undefined && hour < first) return line
  if (last !== undefined && hour - last > carriedAtMost) return addHourlyReading(undefined, atMs, reading, place, codes)
  const known = hours.find((candidate) => candidate.hour === hour)
  const amended = withReading(known, hour, atMs, reading)
  if (line && amended === known) return line
  const next = [...hours.filter((candidate) => candidate !== known), amended].sort((a, b) => a.hour - b.hour)
  return computed(line?.before ?? hourlyStateOf(codes), next, place)
}

/** The index of the last hour as a figure of a reason, with its age; nothing when there is none. */
export function hourlyInput(line: HourlyLine | undefined, nowMs: number): Reason['inputs'] {
  if (!line?.now) return []
  const { atMs, weather } = line.now
  return [{ name: 'FWI of the hour', value: Number(weather.fwi.toFixed(1)), ageSeconds: Math.max(0, Math.round((nowMs - atMs) / 1000)) }]
}

function withReading(known: Hour | undefined, hour: number, atMs: number, reading: BodyOf<typeof weather>): Hour {
  const { tempC, rhPct, rainMm } = reading
  const windKmh = windKmhOf(reading)
  const others = (known?.rain ?? []).filter(([at]) => at !== atMs)
  const rain: Hour['rain'] = rainMm > 0 ? [...others, [atMs, rainMm]] : others
  const sameRain =
    known && known.rain.length === rain.length && known.rain.every(([at, mm]) => rain.some((one) => one[0] === at && one[1] === mm))
  const sameWeather =
    known && (known.atMs > atMs || (known.atMs === atMs && known.tempC === tempC && known.rhPct === rhPct && known.windKmh === windKmh))
  if (known && sameWeather) return sameRain ? known : { ...known, rain }
  return { hour, atMs, tempC, rhPct, windKmh, rain }
}

function computed(before: HourlyState, hours: Hour[], place: Position & { offsetMinutes: number }): HourlyLine {
  let [state, start] = [before, before]
  const surplus = Math.max(0, hours.length - hoursKept)
  for (const [index, entry] of hours.entries()) {
    const earlier = hours[index - 1] ?? entry
    const missing = entry.hour - earlier.hour - 1
    for (let back = missing; back > 0; back--) state = step(state, earlier, entry.hour - back, 0, place)
    state = step(
      state,
      entry,
      entry.hour,
      entry.rain.reduce((sum, [, mm]) => sum + mm, 0),
      place,
    )
    if (index < surplus) start = state
  }
  const newest = lastOf(hours)
  return { before: start, hours: hours.slice(surplus), now: { atMs: newest.atMs, weather: hourlyFireWeather(state, newest.windKmh) } }
}

function step(state: HourlyState, weather: Hour, hour: number, rainMm: number, place: Position & { offsetMinutes: number }): HourlyState {
  const atMs = hour * hourMs
  const localHour = new Date(atMs + place.offsetMinutes * 60_000).getUTCHours()
  return nextHour(state, { ...weather, rainMm }, localHour, daylightAt(place, atMs, place.offsetMinutes))
}
