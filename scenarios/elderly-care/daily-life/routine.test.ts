import { describe, expect, it } from 'vitest'
import { learned, quietBound } from '#scenarios/elderly-care/daily-life/routine.ts'
import type { Day } from '#scenarios/elderly-care/memory.ts'
import { limitsWith, startMs } from '#scenarios/elderly-care/player.fixture.ts'

const limits = limitsWith()
const [hourMs, dayMs] = [3_600_000, 86_400_000]

/** Every day for so many days, a quiet of so long that begins at noon. */
const noons = (count: number, quietMs: number) =>
  Array.from({ length: count }, (_, index) => index).reduce<Day[]>(
    (days, index) => learned(days, startMs + index * dayMs, startMs + index * dayMs + quietMs, limits),
    [],
  )
const boundHours = (days: Day[], hour: number) => quietBound(days, startMs + days.length * dayMs + (hour - 12) * hourMs, limits).ms / hourMs

describe('the quiet a home is used to', () => {
  it('is one and a half times the longest that began within an hour of this one', () => {
    const days = noons(10, 2 * hourMs)
    expect([11, 12, 13].map((hour) => boundHours(days, hour))).toEqual([3, 3, 3])
  })

  it('is fixed by day and night until a week is known, and where no quiet has ever begun', () => {
    expect([boundHours(noons(6, 2 * hourMs), 12), boundHours(noons(6, 2 * hourMs), 23)]).toEqual([4, 10])
    expect([boundHours(noons(10, 2 * hourMs), 16), boundHours(noons(10, 2 * hourMs), 2)]).toEqual([4, 10])
  })

  it('is at least an hour and at most twelve', () => {
    expect(boundHours(noons(10, 60_000), 12)).toBe(1)
    expect(boundHours(noons(10, 47.9 * hourMs), 12)).toBe(12)
  })

  it('forgets after four weeks, and stays small', () => {
    const days = noons(60, 2 * hourMs)
    expect(days).toHaveLength(28)
    expect(JSON.stringify(days).length).toBeLessThan(4_000)
    const later = noons(7, hourMs).map(([day, gaps]): Day => [day + 40, gaps])
    expect(quietBound([...noons(7, 5 * hourMs), ...later], startMs + 46 * dayMs, limits).ms / hourMs).toBe(1.5)
  })
})
