import { describe, expect, it } from 'vitest'
import { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import type { DefectType, SensorDefects } from '#scenarios/river-protection/memory.ts'
import { riverProtectionLimits } from '#scenarios/river-protection/schema.ts'
import { afterFlags } from '#scenarios/river-protection/sensors/sensor-defects.ts'
import { observe } from '#test/fixtures/observe.ts'

const limits = riverProtectionLimits.parse({})
const hour = 3_600_000

function play(story: [hours: number, type?: DefectType][]): string[] {
  let defects: SensorDefects = {}
  return story.flatMap(([hours, type]) => {
    const seen = observe(waterQuality, { items: { pH: { value: 7, unit: '1' } } }, { atMs: hours * hour })
    const step = afterFlags(defects, 'pH', type ? [{ type, atMs: hours * hour }] : [], seen, limits)
    defects = step.defects
    return step.findings.map((one) => (one.type === 'raise' ? `${one.level} ${one.severity} ${one.reason.rule}` : one.outcome))
  })
}

describe('defects of a sensor', () => {
  it('are reported at once when a value is impossible, and once', () => {
    expect(
      play([
        [0, 'impossible'],
        [1, 'impossible'],
        [2, 'impossible'],
      ]),
    ).toEqual(['maintenance Minor sensor-impossible'])
  })

  it('are reported after three spikes in a day, not after two, nor after three in a week', () => {
    expect(
      play([
        [0, 'big-spike'],
        [5, 'small-spike'],
      ]),
    ).toEqual([])
    expect(play([[0, 'big-spike'], [5, 'small-spike'], [6], [20, 'big-spike']])).toEqual(['maintenance Minor sensor-big-spike'])
    expect(
      play([
        [0, 'big-spike'],
        [30, 'big-spike'],
        [60, 'big-spike'],
      ]),
    ).toEqual([])
  })

  it('are gone when they have not shown for half a day', () => {
    expect(play([[0, 'flat'], [11], [12]])).toEqual(['maintenance Minor sensor-flat', 'recovered'])
  })
})
