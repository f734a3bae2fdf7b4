import { describe, expect, it } from 'vitest'
import type { SensorState } from '#scenarios/river-protection/memory.ts'
import { qualityLimits } from '#scenarios/river-protection/schema.ts'
import { afterValue, type Flag } from '#scenarios/river-protection/sensors/sensor-quality.ts'

const limits = qualityLimits.parse({})
const hour = 3_600_000

function flagsOf(code: string, values: (number | undefined)[], everyMs = hour): Flag[] {
  let state: SensorState | undefined
  return values.flatMap((value, index) => {
    const step = afterValue(state, code, value, index * everyMs, limits)
    state = step.state
    return step.flags
  })
}

const river = [8.1, 8.3, 8.2, 8.6, 8.4, 8.5, 8.2, 8.1]

describe('a sensor', () => {
  it('is flagged for what no water can be, and for a gap', () => {
    expect(flagsOf('turbidity', [...river, -0.1, 0, ...river]).map(({ type }) => type)).toEqual(['impossible', 'impossible'])
    expect(flagsOf('conductivity', [3.1])).toEqual([{ type: 'impossible', atMs: 0 }])
    expect(flagsOf('turbidity', [...river, undefined])).toEqual([{ type: 'missing', atMs: 8 * hour }])
  })

  it('has a spike when a possible value stands alone among impossible ones, and none when the water is back', () => {
    const dry = [-0.02, -0.02, 184, 0.7, 0.7]
    expect(flagsOf('conductivity', [190, 191, 190, ...dry]).filter(({ type }) => type !== 'impossible')).toEqual([
      { type: 'big-spike', atMs: 5 * hour },
    ])
    expect(flagsOf('conductivity', [190, 191, 190, -0.02, 189, 190, -0.02]).map(({ type }) => type)).toEqual(['impossible', 'impossible'])
  })

  it('has a big spike when one sample doubles and the next is back, flagged at the time of the spike', () => {
    expect(flagsOf('turbidity', [...river, 40, 8.2, 8.3])).toEqual([{ type: 'big-spike', atMs: 8 * hour }])
    expect(flagsOf('turbidity', [...river, 2, 8.2, 8.3])).toEqual([{ type: 'big-spike', atMs: 8 * hour }])
  })

  it('has a small spike when one sample is far off its usual steps without doubling', () => {
    expect(flagsOf('turbidity', [...river, 14, 8.2, 8.3])).toEqual([{ type: 'small-spike', atMs: 8 * hour }])
  })

  it('has no spike when the water stays where it jumped to', () => {
    expect(flagsOf('turbidity', [...river, 40, 41, 39, 42, 40])).toEqual([])
  })

  it('is implausible without being impossible at a pH of a spill', () => {
    expect(flagsOf('pH', [7, 7.1, 3.2, 3.1]).map(({ type }) => type)).toEqual(['out-of-range', 'out-of-range'])
  })

  it('is flat when its value has not moved for a day, and no longer when it moves', () => {
    const flags = flagsOf('pH', [...new Array<number>(27).fill(7.32), 7.33, 7.31])
    expect(flags.map(({ type, atMs }) => [type, atMs / hour])).toEqual([
      ['flat', 24],
      ['flat', 25],
      ['flat', 26],
    ])
  })

  it('is not flat when a pool stands at the same centimetre for days', () => {
    expect(flagsOf('level', new Array<number>(240).fill(14.12))).toEqual([])
  })

  it('is not called flat when an analyser finds the same again, nor spiky where nobody said how fine it measures', () => {
    expect(flagsOf('TP', new Array<number>(40).fill(0.05))).toEqual([])
    expect(flagsOf('Cd', [...new Array<number>(10).fill(0.001), 0.002, 0.001, 0.001])).toEqual([])
  })

  it('remembers nothing new of a quiet sample within the keeping interval', () => {
    const { state } = afterValue(undefined, 'pH', 7.3, 0, limits)
    expect(afterValue(state, 'pH', 7.31, 60_000, limits).state).toBe(state)
  })
})
