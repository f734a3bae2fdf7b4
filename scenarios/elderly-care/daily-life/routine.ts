import { dayOf, hourOf, isNight } from '#scenarios/elderly-care/local-clock.ts'
import type { Day } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

const hourMs = 3_600_000

/** The gaps with one more of them, as far back as is learned from. */
export function learned(days: readonly Day[], fromMs: number, toMs: number, limits: ElderlyCareLimits): Day[] {
  const [day, hour] = [dayOf(fromMs, limits), hourOf(fromMs, limits)]
  const gap = Math.min(Math.max(1, Math.round((toMs - fromMs) / 60_000)), limits.inactivity.capHours * 60)
  const before = days.find(([known]) => known === day)?.[1] ?? new Array<number>(24).fill(0)
  const after = before.map((minutes, index) => (index === hour ? Math.max(minutes, gap) : minutes))
  const others = days.filter(([known]) => known !== day && known > day - limits.inactivity.learnDays)
  const newest: Day = [day, after]
  return [...others, newest].sort((a, b) => a[0] - b[0]).slice(-limits.inactivity.learnDays)
}

/** How long this home may be quiet from this moment on, ms, and whether that was learned. */
export function quietBound(days: readonly Day[], fromMs: number, limits: ElderlyCareLimits): { ms: number; learned: boolean } {
  const { factor, floorHours, capHours, learnDays, leastDays, fixedDayHours, fixedNightHours } = limits.inactivity
  const [today, hour] = [dayOf(fromMs, limits), hourOf(fromMs, limits)]
  const recent = days.filter(([day]) => day > today - learnDays)
  const longest = Math.max(0, ...recent.flatMap(([, gaps]) => [23, 0, 1].map((aside) => gaps[(hour + aside) % 24] ?? 0)))
  // An hour in which no quiet has ever begun teaches nothing.
  if (recent.length < leastDays || longest === 0)
    return { ms: (isNight(fromMs, limits) ? fixedNightHours : fixedDayHours) * hourMs, learned: false }
  const bound = factor * longest * 60_000
  return { ms: Math.min(Math.max(bound, floorHours * hourMs), capHours * hourMs), learned: true }
}
