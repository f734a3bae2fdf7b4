import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterLevel, type LevelState, riseMPerHour } from '#lambdas/scenarios/river-protection/level-watch.ts'
import { riverProtectionLimits } from '#lambdas/scenarios/river-protection/schema.ts'

const gauge = { datum: '1985', warningM: 43, guaranteeM: 44.5, deadbandM: 0.2, riseMPerHour: 5 }
const facts = riverProtectionLimits.parse({ gauges: { 'wl-1': gauge } }).gauges['wl-1']
if (!facts) throw new Error('no facts')
const minute = 60_000

function stagesOf(levels: number[], everyMs = 10 * minute): number[] {
  let state: LevelState | undefined
  return levels.map((levelM, index) => {
    state = afterLevel(state, (index + 1) * everyMs, levelM, facts as NonNullable<typeof facts>)
    return state.stage
  })
}

describe('the stage of a gauge', () => {
  it('is entered on the mark and left only below the deadband, each after two readings', () => {
    expect(stagesOf([42.9, 43, 43, 42.85, 42.81, 42.79, 42.79])).toEqual([0, 0, 1, 1, 1, 1, 0])
    expect(stagesOf([44.5, 44.5, 44.3, 44.29, 44.29, 42, 42])).toEqual([0, 2, 2, 2, 1, 1, 0])
  })

  it('goes to the nearer stage when the readings on the way up differ', () => {
    expect(stagesOf([43.1, 44.8, 44.8, 44.8])).toEqual([0, 1, 1, 2])
  })

  it('never chatters on noise that stays within half the deadband, wherever the water stands', () => {
    const noise = fc.array(fc.double({ min: -0.099, max: 0.099, noNaN: true }), { minLength: 100, maxLength: 100 })
    fc.assert(
      fc.property(fc.double({ min: 42.5, max: 45, noNaN: true }), noise, (mean, steps) => {
        const stages = stagesOf(steps.map((step) => mean + step))
        expect(stages).toEqual([...stages].sort())
      }),
    )
  })

  it('is not moved by one reading', () => {
    expect(stagesOf([42, 44.9, 42, 44.9, 42])).toEqual([0, 0, 0, 0, 0])
  })
})

describe('the rate of rise', () => {
  it('is measured over the window, and unknown before half of it has passed', () => {
    const points: LevelState['points'] = [[0, 40]]
    expect(riseMPerHour(points, 20 * minute, 41, facts)).toBeUndefined()
    expect(riseMPerHour(points, 30 * minute, 41, facts)).toBe(2)
  })

  it('keeps an hour of points however often the gauge speaks', () => {
    let state: LevelState | undefined
    for (let second = 10; second < 20_000; second += 10) state = afterLevel(state, second * 1_000, 42, facts)
    expect(state?.points.length).toBeLessThanOrEqual(13)
  })
})
