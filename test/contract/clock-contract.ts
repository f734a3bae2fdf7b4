import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { Clock } from '#domain/ports.ts'

export type ClockUnderTest = {
  clock: Clock
  /** Lets so much of the clock's time pass; real clocks need no help. */
  pass: (ms: number) => Promise<void>
  /** How much of the clock's time a timer may be early: those of Node.js know whole milliseconds. */
  toleranceMs: number
}

/** What every clock promises. */
export function clockContract(name: string, open: () => ClockUnderTest): void {
  describe(`${name} as a clock`, () => {
    it('tells whole milliseconds and does not go back', async () => {
      const { clock, pass } = open()
      let last = clock.now()
      for (let reading = 0; reading < 1_000; reading++) {
        if (reading % 100 === 0) await pass(0.7)
        const now = clock.now()
        expect(Number.isSafeInteger(now)).toBe(true)
        expect(now).toBeGreaterThanOrEqual(last)
        last = now
      }
    })

    it('sleeps as long as it was told', async () => {
      const { clock, pass, toleranceMs } = open()
      const durationMs = 25 * toleranceMs
      const before = clock.now()
      const slept = clock.sleep(durationMs)
      await pass(durationMs)
      await slept
      expect(clock.now() - before).toBeGreaterThanOrEqual(durationMs - toleranceMs)
    })

    it.each([0, -5])('does not wait for %s ms', async (durationMs) => {
      const { clock, pass } = open()
      const slept = clock.sleep(durationMs)
      await pass(0)
      await slept
    })

    it('wakes early, without an error, when it is aborted', async () => {
      const { clock } = open()
      const stopping = new AbortController()
      const slept = clock.sleep(3_600_000, stopping.signal)
      stopping.abort()
      expect(await slept).toBeUndefined()
    })

    it('does not fall asleep when it was aborted before', async () => {
      const { clock } = open()
      expect(await clock.sleep(3_600_000, AbortSignal.abort())).toBeUndefined()
    })

    it('leaves nothing on the signal, which outlives many sleeps', async () => {
      const { clock, pass } = open()
      const { signal } = new AbortController()
      for (let times = 0; times < 3; times++) {
        const slept = clock.sleep(1, signal)
        await pass(1)
        await slept
      }
      expect(getEventListeners(signal, 'abort')).toEqual([])
    })
  })
}
