import { describe, expect, it } from 'vitest'
import type { WorkingRun } from '#scenarios/fishing-ban/memory.ts'
import { fishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import type { Fix } from '#scenarios/fishing-ban/track/fixes.ts'
import { afterSpeed, isHeld } from '#scenarios/fishing-ban/track/working-speed.ts'

const limits = fishingBanLimits.parse({}).working
const fix = (minute: number, lat = 30 + minute / 10_000) => ({ atMs: minute * 60_000, lat, lon: 150, isClosed: true })
/** Fixes that report their speeds, each of which is also the median there. */
const run = (speeds: (number | undefined)[]) => {
  const fixes = speeds.map((sogKn, minute): Fix => ({ ...fix(minute), ...(sogKn !== undefined && { sogKn }) }))
  return speeds.reduce<WorkingRun | undefined>((before, kn, index) => afterSpeed(before, fixes, index, kn, limits), undefined)
}

describe('a run of working speed', () => {
  it.each([
    [0.3, true],
    [4.5, true],
    [0.29, false],
    [4.51, false],
    [undefined, false],
  ])('holds at %s kn: %s', (kn, holds) => {
    expect(run([kn]) !== undefined).toBe(holds)
  })

  it('counts from its first fix, and anew after it was left or was silent for long', () => {
    expect(isHeld(run(Array(11).fill(2)), 10, limits)).toBe(true)
    expect(isHeld(run(Array(10).fill(2)), 10, limits)).toBe(false)
    expect(isHeld(run([...Array(9).fill(2), 8, 2, 2]), 10, limits)).toBe(false)
    const after = afterSpeed(run(Array(11).fill(2)), [fix(60)], 0, 2, limits)
    expect(after?.sinceMs).toBe(60 * 60_000)
  })

  it('begins where its speeds did, at most half the window of the median before that', () => {
    const slowFrom = (halfMinute: number) => Array.from({ length: 8 }, (_, at) => ({ ...fix(at / 2), sogKn: at < halfMinute ? 9 : 2 }))
    expect(afterSpeed(undefined, slowFrom(5), 7, 2, limits)?.sinceMs).toBe(2.5 * 60_000)
    expect(afterSpeed(undefined, slowFrom(0), 7, 2, limits)?.sinceMs).toBe(2 * 60_000)
  })

  it('is none where the boat got nowhere', () => {
    const still = Array.from({ length: 12 }).reduce<WorkingRun | undefined>(
      (before, _, minute) => afterSpeed(before, [fix(minute, 30)], 0, 1, limits),
      undefined,
    )
    expect(isHeld(still, 10, limits)).toBe(false)
  })
})
