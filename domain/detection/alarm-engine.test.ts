import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AlarmProfile,
  type AlarmState,
  type AlarmStep,
  afterReset,
  afterSample,
  afterTime,
  inRange,
} from '#domain/detection/alarm-engine.ts'
import type { Sample } from '#domain/detection/sample.ts'

const second = 1_000
const gas: AlarmProfile = {
  range: [-5, 100],
  rules: [
    { level: 'pre-alarm', when: { type: 'above', limit: 5, deadband: 1 }, onDelaySeconds: 5, offDelaySeconds: 60 },
    { level: 'alarm', when: { type: 'above', limit: 10, deadband: 1 }, onDelaySeconds: 5, offDelaySeconds: 60 },
    { level: 'critical', when: { type: 'above', limit: 20, deadband: 1 }, onDelaySeconds: 0, offDelaySeconds: 60, latching: true },
  ],
}

describe('a point with stages', () => {
  it('waits for the on-delay, then reports the gravest stage once', () => {
    expect(
      run(gas, [
        [0, 12],
        [3, 12],
      ]).changes,
    ).toEqual([])
    const { changes, last } = run(gas, [
      [0, 12],
      [3, 12],
      [5, 12],
      [6, 12],
      [60, 12],
    ])
    expect(changes).toEqual(['raised alarm'])
    expect(last.sinceMs).toBe(0)
  })

  it('counts the limit itself as above', () => {
    expect(
      run(gas, [
        [0, 5],
        [5, 5],
      ]).last.level,
    ).toBe('pre-alarm')
    expect(
      run(gas, [
        [0, 4.99],
        [5, 4.99],
      ]).last.level,
    ).toBeUndefined()
  })

  it('gets graver at once where the stage has no delay, and stays latched until it is reset', () => {
    const { changes, last } = run(gas, [
      [0, 12],
      [5, 12],
      [6, 25],
      [7, 0],
      [300, 0],
    ])
    expect(changes).toEqual(['raised alarm', 'graver critical'])
    const reset = afterReset(last.state, 301 * second, gas)
    expect(reset.change).toBe('cleared')
  })

  it('is over only after the off-delay below the deadband', () => {
    const above = run(gas, [
      [0, 6],
      [5, 6],
    ])
    expect(above.last.level).toBe('pre-alarm')
    expect(
      run(gas, [
        [0, 6],
        [5, 6],
        [10, 4.5],
        [100, 4.5],
      ]).changes,
    ).toEqual(['raised pre-alarm'])
    expect(
      run(gas, [
        [0, 6],
        [5, 6],
        [10, 3.9],
        [69, 3.9],
      ]).changes,
    ).toEqual(['raised pre-alarm'])
    expect(
      run(gas, [
        [0, 6],
        [5, 6],
        [10, 3.9],
        [70, 3.9],
      ]).changes,
    ).toEqual(['raised pre-alarm', 'cleared'])
  })

  it('says when time alone would change it, and changes then', () => {
    const { last } = run(gas, [[0, 6]])
    expect(last.dueAtMs).toBe(5 * second)
    expect(afterTime(last.state, 5 * second, gas)).toMatchObject({ change: 'raised', level: 'pre-alarm' })
  })

  it('is the very same after a repetition', () => {
    const { last } = run(gas, [
      [0, 6],
      [5, 6],
    ])
    expect(afterSample(last.state, [5 * second, 6], gas).state).toBe(last.state)
  })

  it('takes 0 for a value and turns away what no sensor can measure', () => {
    expect(run(gas, [[0, 0]]).last.state.samples).toHaveLength(1)
    expect([Number.NaN, Number.POSITIVE_INFINITY, -6, 101].some((value) => inRange(value, gas))).toBe(false)
  })
})

describe('other conditions', () => {
  it('below: a hydrant that loses its pressure', () => {
    const hydrant = only({ type: 'below', limit: 0.1, deadband: 0.02 }, 60, 60)
    expect(
      run(hydrant, [
        [0, 0.1],
        [60, 0.1],
      ]).changes,
    ).toEqual(['raised alarm'])
    expect(
      run(hydrant, [
        [0, 0.1],
        [60, 0.1],
        [120, 0.119],
        [300, 0.119],
      ]).changes,
    ).toEqual(['raised alarm'])
    expect(
      run(hydrant, [
        [0, 0.1],
        [60, 0.1],
        [120, 0.13],
        [180, 0.13],
      ]).changes,
    ).toEqual(['raised alarm', 'cleared'])
  })

  it('rise: five degrees within a minute, not over an hour', () => {
    const heat = only({ type: 'rise', by: 5, withinSeconds: 60, deadband: 0 }, 0, 0)
    expect(
      run(heat, [
        [0, 20],
        [30, 22],
        [60, 25],
      ]).changes,
    ).toEqual(['raised alarm'])
    expect(
      run(
        heat,
        Array.from({ length: 60 }, (_, minute): Seconds => [minute * 60, 20 + minute]),
      ).changes,
    ).toEqual([])
  })

  it('rise: is over only below its deadband', () => {
    const level = only({ type: 'rise', by: 5, withinSeconds: 3_600, deadband: 2 }, 0, 0)
    const story: Seconds[] = [
      [0, 20],
      [60, 25],
      [120, 24],
      [180, 25],
      [240, 23],
    ]
    expect(run(level, story).changes).toEqual(['raised alarm'])
    expect(run(level, [...story, [300, 22.9]]).changes).toEqual(['raised alarm', 'cleared'])
  })

  it('mean: a dose over its whole time, and nothing before that time has passed', () => {
    const dose = only({ type: 'mean', limit: 100, overSeconds: 600, deadband: 10 }, 0, 0)
    const minutes = (values: number[]) =>
      run(
        dose,
        values.map((value, minute): Seconds => [minute * 60, value]),
      ).changes
    expect(minutes(Array.from({ length: 10 }, () => 300))).toEqual([])
    expect(minutes(Array.from({ length: 11 }, () => 110))).toEqual(['raised alarm'])
    expect(minutes([0, 0, 0, 0, 0, 190, 190, 190, 190, 190, 190])).toEqual([])
    expect(minutes([10, 10, 10, 10, 10, 190, 190, 190, 190, 190, 190])).toEqual(['raised alarm'])
  })

  it('the middle of three hides one spike and follows two', () => {
    const level: AlarmProfile = { ...only({ type: 'above', limit: 15, deadband: 2 }, 0, 0), median3: true }
    expect(
      run(level, [
        [0, 2],
        [60, 2],
        [120, 80],
        [180, 2],
      ]).changes,
    ).toEqual([])
    expect(
      run(level, [
        [0, 2],
        [60, 2],
        [120, 80],
        [180, 80],
      ]).changes,
    ).toEqual(['raised alarm'])
  })
})

describe('whatever the values', () => {
  const noise = fc.array(fc.double({ min: -0.49, max: 0.49, noNaN: true }), { minLength: 20, maxLength: 80 })

  it('noise of less than half the deadband around a limit never chatters', () => {
    fc.assert(
      fc.property(noise, (values) => {
        const point = only({ type: 'above', limit: 10, deadband: 1 }, 0, 0)
        expect(
          run(
            point,
            values.map((value, index): Seconds => [index, 10 + value]),
          ).changes.length,
        ).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('a sustained excess always alarms, and at its on-delay', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 30 }), (delay, every) => {
        const point = only({ type: 'above', limit: 10, deadband: 1 }, delay, 0)
        const { last } = run(
          point,
          Array.from({ length: Math.ceil(delay / every) + 1 }, (_, index): Seconds => [index * every, 11]),
        )
        expect(last.level).toBe('alarm')
      }),
    )
  })

  it('neighbours that change places on the way end in the same state', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 4, maxLength: 30 }), fc.nat(), (values, pick) => {
        const samples = values.map((value, index): Seconds => [index, value])
        const place = pick % (samples.length - 2)
        const swapped = [...samples]
        ;[swapped[place], swapped[place + 1]] = [samples[place + 1] as Seconds, samples[place] as Seconds]
        expect(run(gas, swapped).last.state.samples).toEqual(run(gas, samples).last.state.samples)
      }),
    )
  })

  it('a point that speaks every second for hours keeps a bounded memory and still counts an hour', () => {
    const dose = only({ type: 'above', limit: 50, deadband: 5 }, 3_600, 0)
    const { last, changes } = run(
      dose,
      Array.from({ length: 4_000 }, (_, index): Seconds => [index, 60]),
    )
    expect(changes).toEqual(['raised alarm'])
    expect(last.state.samples.length).toBeLessThanOrEqual(600)
  })
})

type Seconds = readonly [seconds: number, value: number]

function only(when: AlarmProfile['rules'][number]['when'], onDelaySeconds: number, offDelaySeconds: number): AlarmProfile {
  return { range: [-1_000, 1_000], rules: [{ level: 'alarm', when, onDelaySeconds, offDelaySeconds }] }
}

function run(profile: AlarmProfile, samples: readonly Seconds[]): { changes: string[]; last: AlarmStep } {
  const changes: string[] = []
  let last: AlarmStep | undefined
  let state: AlarmState | undefined
  for (const [seconds, value] of samples) {
    const sample: Sample = [seconds * second, value]
    last = afterSample(state, sample, profile)
    state = last.state
    if (last.change) changes.push(last.level ? `${last.change} ${last.level}` : last.change)
  }
  return { changes, last: last as AlarmStep }
}
