import type { BodyOf } from '#domain/observation/kind.ts'
import { type weather, windKmhOf } from '#domain/observation/kinds/weather.ts'
import { type DayLengths, ffmcScales, fireWeather, springStart } from '#scenarios/forest-fire/fwi1987.ts'
import type { FireDay, WeatherChain } from '#scenarios/forest-fire/memory.ts'

export type ChainRules = {
  /** Local standard noon, minutes after midnight UTC plus the county's offset: 720 is 12:00 on the clock. */
  noonMinute: number
  offsetMinutes: number
  dayLengths: DayLengths
  ffmcScale: keyof typeof ffmcScales
}

const dayMs = 86_400_000
const minuteMs = 60_000
/** A reading this close to noon may stand for it. */
const noonToleranceMs = 90 * minuteMs
const daysKept = 60
/** After this many days without a noon the carried codes say nothing any more. */
const carriedAtMost = 10

/**
 * The chain with one more reading, or the very same chain when the reading changes nothing. Late and corrected readings amend
 * their day, and every later day is computed again: moisture codes are state, so one wrong day is wrong for weeks.
 */
export function addReading(
  chain: WeatherChain | undefined,
  atMs: number,
  reading: BodyOf<typeof weather>,
  rules: ChainRules,
): WeatherChain {
  const date = fireDateOf(atMs, rules)
  const days = reach(chain?.days ?? [], date)
  const day = days.find((candidate) => candidate.date === date)
  if (!day) return chain ?? { before: springStart, days: [] } // older than everything kept
  const amended = withRain(withNoon(day, atMs, reading, rules), atMs, reading.rainMm)
  if (amended === day && days === chain?.days) return chain
  const next = days.map((candidate) => (candidate === day ? amended : candidate))
  return computed({ before: chain?.before ?? springStart, days: next }, rules)
}

/** The newest day with an observed noon, which is the one whose class holds. */
export function latestObserved(chain: WeatherChain | undefined): FireDay | undefined {
  return chain?.days.findLast(({ noon }) => noon !== undefined)
}

/** The local noon that ends a fire day, epoch milliseconds. */
export function noonOf(date: number, rules: ChainRules): number {
  return date * dayMs + (rules.noonMinute - rules.offsetMinutes) * minuteMs
}

/** The fire day a moment belongs to: the one whose noon comes next, or is being read just now. */
function fireDateOf(atMs: number, rules: ChainRules): number {
  const sinceNoon = atMs + (rules.offsetMinutes - rules.noonMinute) * minuteMs
  const next = Math.ceil(sinceNoon / dayMs)
  return atMs - noonOf(next - 1, rules) <= noonToleranceMs ? next - 1 : next
}

/** Days from the first known one through `date`, at most `daysKept`. */
function reach(days: FireDay[], date: number): FireDay[] {
  const [first, last] = [days[0]?.date, days.at(-1)?.date]
  if (first === undefined || last === undefined || date - last > daysKept) return [emptyDay(date)]
  if (date >= first && date <= last) return days
  if (date < first) return last - date < daysKept ? [...range(date, first - 1).map(emptyDay), ...days] : days
  return [...days, ...range(last + 1, date).map(emptyDay)]
}

function withNoon(day: FireDay, atMs: number, reading: BodyOf<typeof weather>, rules: ChainRules): FireDay {
  const noonMs = noonOf(day.date, rules)
  const distance = Math.abs(atMs - noonMs)
  if (distance > noonToleranceMs || (day.noon && distance > Math.abs(day.noon.atMs - noonMs))) return day
  const windKmh = windKmhOf(reading)
  const { tempC, rhPct } = reading
  const same = day.noon && day.noon.atMs === atMs && day.noon.tempC === tempC && day.noon.rhPct === rhPct && day.noon.windKmh === windKmh
  return same ? day : { ...day, noon: { atMs, tempC, rhPct, windKmh } }
}

function withRain(day: FireDay, atMs: number, mm: number): FireDay {
  const known = day.rain.find(([at]) => at === atMs)?.[1] ?? 0
  if (known === mm) return day
  const others = day.rain.filter(([at]) => at !== atMs)
  return { ...day, rain: mm > 0 ? [...others, [atMs, mm]] : others }
}

function computed(chain: WeatherChain, rules: ChainRules): WeatherChain {
  let codes = chain.before
  let unspentRainMm = 0
  let carried = 0
  const days = chain.days.map((day): FireDay => {
    const rain24hMm = unspentRainMm + day.rain.reduce((sum, [, mm]) => sum + mm, 0)
    if (!day.noon) {
      unspentRainMm = rain24hMm
      carried++
      if (carried > carriedAtMost) codes = springStart
      return { ...day, result: undefined, quality: carried > carriedAtMost ? 'restarted' : 'carried' }
    }
    const restarted = carried > carriedAtMost
    const result = fireWeather(codes, { ...day.noon, rain24hMm }, monthOf(day.date), rules.dayLengths, ffmcScales[rules.ffmcScale])
    codes = { ffmc: result.ffmc, dmc: result.dmc, dc: result.dc }
    unspentRainMm = 0
    carried = 0
    return { ...day, result, quality: restarted ? 'restarted' : 'observed' }
  })
  return trimmed({ before: chain.before, days })
}

/** Drops the oldest days and keeps what they left behind. */
function trimmed(chain: WeatherChain): WeatherChain {
  const surplus = chain.days.length - daysKept
  if (surplus <= 0) return chain
  const last = chain.days.slice(0, surplus).findLast(({ result }) => result)?.result
  return { before: last ? { ffmc: last.ffmc, dmc: last.dmc, dc: last.dc } : chain.before, days: chain.days.slice(surplus) }
}

function monthOf(date: number): number {
  return new Date(date * dayMs).getUTCMonth() + 1
}

function emptyDay(date: number): FireDay {
  return { date, rain: [], quality: 'carried' }
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
