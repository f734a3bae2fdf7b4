import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AlarmState, afterSample } from '#domain/detection/alarm-engine.ts'
import { gaugeProfile, riseM, saysNothingNew } from '#scenarios/river-protection/gauge/level-watch.ts'
import { type GaugeFacts, riverProtectionLimits } from '#scenarios/river-protection/schema.ts'

const gauge = { datum: '1985', warningM: 43, guaranteeM: 44.5, deadbandM: 0.2, riseM: 5, offDelaySeconds: 0 }
const facts = riverProtectionLimits.parse({ gauges: { 'wl-1': gauge } }).gauges['wl-1'] as GaugeFacts
const minute = 60_000

function levelsOf(levels: number[], rules = facts): (string | undefined)[] {
  let state: AlarmState | undefined
  return levels.map((levelM, index) => {
    const step = afterSample(state, [(index + 1) * 10 * minute, levelM], gaugeProfile(rules))
    state = step.state
    return step.level
  })
}

describe('the stage of a gauge', () => {
  it('is entered on the mark and left only below the deadband', () => {
    const stages = levelsOf([42.9, 42.9, 43, 43, 42.85, 42.81, 42.79, 42.79])
    expect(stages).toEqual([undefined, undefined, undefined, 'yellow', 'yellow', 'yellow', 'yellow', undefined])
  })

  it('is not moved by one reading', () => {
    expect(levelsOf([42, 42, 44.9, 42, 42]).filter(Boolean)).toEqual([])
  })

  it('never chatters on noise that stays within half the deadband, wherever the water stands', () => {
    const noise = fc.array(fc.double({ min: -0.099, max: 0.099, noNaN: true }), { minLength: 100, maxLength: 100 })
    fc.assert(
      fc.property(fc.double({ min: 42.5, max: 45, noNaN: true }), noise, (mean, steps) => {
        const grades = levelsOf(steps.map((step) => mean + step)).map((level) => ['yellow', 'orange'].indexOf(level ?? ''))
        expect(grades).toEqual([...grades].sort((a, b) => a - b))
      }),
    )
  })
})

describe('the rise of a gauge', () => {
  it('counts from the lowest reading of the window', () => {
    expect(levelsOf([40, 40.1, 40.3, 40.6, 40.7], { ...facts, riseM: 0.5 }).at(-1)).toBe('blue')
    const samples: AlarmState['samples'] = [
      [0, 40],
      [90 * minute, 41],
      [100 * minute, 40.8],
      [110 * minute, 41.6],
    ]
    expect(riseM({ samples, active: {} }, facts)).toBe(0.8)
  })
})

describe('a gauge that speaks every second', () => {
  it('is not written down again within a minute unless the water has moved', () => {
    const state: AlarmState = { samples: [[minute, 42]], active: {} }
    expect(saysNothingNew(state, minute + 1_000, 42.05, facts)).toBe(true)
    expect(saysNothingNew(state, minute + 1_000, 42.2, facts)).toBe(false)
    expect(saysNothingNew(state, 2 * minute, 42, facts)).toBe(false)
    expect(saysNothingNew(state, minute - 1_000, 42, facts)).toBe(false)
  })
})
