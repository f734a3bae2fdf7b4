import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AlarmProfile, type AlarmState, afterSample, type Condition } from '#domain/detection/alarm-engine.ts'
import type { Sample } from '#domain/detection/sample.ts'
import { samplesAtMost, slotMsOf } from '#domain/detection/thinning.ts'

const minuteMs = 60_000
const daySeconds = 86_400
const slotSeconds = slotMsOf((daySeconds + 1) * 1000) / 1000
const profileOf = (when: Condition, median3 = false): AlarmProfile => ({
  range: [-1_000, 1_000],
  rules: [{ level: 'alarm', when, onDelaySeconds: 0, offDelaySeconds: 0 }],
  median3,
})
const rise: Condition = { type: 'rise', by: 1, withinSeconds: daySeconds, deadband: 0 }

/** A walk of two days at one sample every so many seconds, in thousandths. */
const walks = fc
  .tuple(fc.integer({ min: 60, max: 130 }), fc.integer(), fc.integer({ min: 1, max: 60 }))
  .map(([everySeconds, seed, step]) => {
    let [state, value] = [seed >>> 0, 0]
    return Array.from({ length: Math.ceil((2 * daySeconds) / everySeconds) }, (_, index): Sample => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      value += ((state >>> 16) % (2 * step + 1)) - step
      return [index * everySeconds * 1000, value / 1000]
    })
  })

describe('a day’s window at more samples than are kept', () => {
  it('rings for a rise as with every sample kept, but that the window may end one slot early', () => {
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(walks, (walk) => {
        play(profileOf(rise), walk, (isOn, index) => {
          const [long, short] = [gain(walk, index, daySeconds), gain(walk, index, daySeconds - slotSeconds)]
          if (isOn) expect(long).toBeGreaterThanOrEqual(1)
          if (short >= 1) expect(isOn).toBe(true)
          seen.add(isOn)
        })
      }),
      { numRuns: 8 },
    )
    expect(seen.size).toBe(2)
  })

  it('takes a mean as with every sample kept, but for a slot’s share of what the values differ', () => {
    fc.assert(
      fc.property(walks, (walk) => {
        const spread = Math.max(...walk.map(([, value]) => value)) - Math.min(...walk.map(([, value]) => value))
        const tolerance = (2 * spread * slotSeconds) / daySeconds
        play(profileOf({ type: 'mean', limit: 0, overSeconds: daySeconds, deadband: 0 }), walk, (isOn, index) => {
          const exact = mean(walk, index, daySeconds)
          if (exact === undefined) expect(isOn).toBe(false)
          else if (Math.abs(exact) > tolerance) expect(isOn).toBe(exact > 0)
        })
      }),
      { numRuns: 4 },
    )
  })

  it('does not flap while the water rises a little slower than the rule, and rings once when it rises faster', () => {
    const risen = (byDay: number) => Array.from({ length: 2_880 }, (_, minute): Sample => [minute * minuteMs, (byDay * minute) / 1_440])
    expect(changes(profileOf(rise), risen(0.98))).toEqual([])
    expect(changes(profileOf(rise), risen(1.02))).toEqual(['raised'])
  })

  it.each([true, false])('remembers the low of the morning until it is a day old, with the middle of three %s', (median3) => {
    const story = Array.from({ length: 2_000 }, (_, minute): Sample => [minute * minuteMs, minute >= 100 && minute < 160 ? 4 : 5.2])
    let offAtMinute = 0
    play(profileOf(rise, median3), story, (isOn, index) => {
      if (index > 170 && !isOn && offAtMinute === 0) offAtMinute = index
    })
    expect(offAtMinute).toBeGreaterThan(159 + 1_440 - (2 * slotSeconds) / 60)
    expect(offAtMinute).toBeLessThanOrEqual(160 + 1_440 + (median3 ? slotSeconds / 60 : 0))
  })

  it('takes no spike out of many for a low where the middle of three counts', () => {
    const story = Array.from({ length: 2_880 }, (_, minute): Sample => [minute * minuteMs, minute % 7 === 3 ? 0 : 5])
    expect(changes(profileOf(rise, true), story)).toEqual([])
  })

  it('a low or a high in the older half breaks a long delay, however many samples there are', () => {
    const calm: AlarmProfile = {
      range: [0, 100],
      rules: [{ level: 'alarm', when: { type: 'above', limit: 10, deadband: 1 }, onDelaySeconds: 3_600, offDelaySeconds: 0 }],
    }
    const seconds = Array.from({ length: 3_900 }, (_, second): Sample => [second * 1000, second === 400 ? 9 : 11])
    expect(changes(calm, seconds)).toEqual([])
  })
})

function play(profile: AlarmProfile, samples: readonly Sample[], look: (isOn: boolean, index: number) => void): void {
  let state: AlarmState | undefined
  let most = 0
  for (const [index, sample] of samples.entries()) {
    const step = afterSample(state, sample, profile)
    state = step.state
    most = Math.max(most, state.samples.length)
    look(step.level !== undefined, index)
  }
  expect(most).toBeLessThanOrEqual(samplesAtMost)
}

function changes(profile: AlarmProfile, samples: readonly Sample[]): string[] {
  const found: string[] = []
  let before = false
  play(profile, samples, (isOn) => {
    if (isOn !== before) found.push(isOn ? 'raised' : 'cleared')
    before = isOn
  })
  return found
}

/** What the newest of all samples has gained over the lowest of its window. */
function gain(samples: readonly Sample[], index: number, withinSeconds: number): number {
  const [atMs, value] = samples[index] as Sample
  let least = value
  for (let earlier = index; earlier >= 0; earlier--) {
    const [earlierMs, other] = samples[earlier] as Sample
    if (atMs - earlierMs > withinSeconds * 1000) break
    least = Math.min(least, other)
  }
  return value - least
}

/** The time-weighted mean of all samples of the window. */
function mean(samples: readonly Sample[], index: number, overSeconds: number): number | undefined {
  const [atMs] = samples[index] as Sample
  const fromMs = atMs - overSeconds * 1000
  if ((samples[0]?.[0] ?? atMs) > fromMs) return undefined
  let sum = 0
  for (let at = index - 1; at >= 0; at--) {
    const [earlierMs, value] = samples[at] as Sample
    const untilMs = samples[at + 1]?.[0] ?? atMs
    if (untilMs <= fromMs) break
    sum += value * (untilMs - Math.max(earlierMs, fromMs))
  }
  return sum / (overSeconds * 1000)
}
