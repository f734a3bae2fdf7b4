import { describe, expect, it } from 'vitest'
import { pace } from '#local/broker/pace.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

describe('A22: a device that speaks a thousand times a second', () => {
  it('is let through at its allowance, in order, whole', async () => {
    const clock = new VirtualClock(0)
    const through: { number: number; atMs: number }[] = []
    const paced = pace(clock, { perSecond: 100, burst: 500 })
    for (let number = 0; number < 1_000; number++) paced(() => through.push({ number, atMs: clock.now() }))
    expect(through).toHaveLength(500)
    await clock.advance(2_000)
    expect(through.length).toBeGreaterThanOrEqual(695)
    expect(through.length).toBeLessThanOrEqual(705)
    await clock.advance(10_000)
    expect(through.map(({ number }) => number)).toEqual(Array.from({ length: 1_000 }, (_, number) => number))
  })
})
