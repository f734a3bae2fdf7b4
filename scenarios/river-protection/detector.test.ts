import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '#domain/findings/finding.ts'
import { waterItems } from '#domain/observation/kinds/water-items.ts'
import { waterLevel } from '#domain/observation/kinds/water-level.ts'
import { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import { emptyMemory } from '#domain/scenario/key-memory.ts'
import { detectPollution } from '#scenarios/river-protection/detector.ts'
import type { RiverMemory } from '#scenarios/river-protection/memory.ts'
import { riverProtection } from '#scenarios/river-protection/scenario.ts'
import { riverProtectionLimits } from '#scenarios/river-protection/schema.ts'
import { stationsAtMost } from '#scenarios/river-protection/station/station.ts'
import { observe } from '#test/fixtures/observe.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

const hour = 3_600_000
const start = Date.UTC(2026, 5, 1)
const key = 'water:water-river'
const good = { pH: 7.6, DO: 8.1, CODMn: 1.9, NH3N: 0.12, TP: 0.05 }
const defaults = riverProtectionLimits.parse({})
type Seen = Parameters<typeof detectPollution>[1]
type More = { id?: string; method?: 'manual'; station?: string; maintenance?: boolean; lateness?: 'late' | 'expired' }

function sample(hours: number, values: Record<string, number | null>, { id = 'wq-1', lateness, ...body }: More = {}): Seen {
  const items = Object.fromEntries(
    Object.entries(values).map(([code, value]) => [code, { value, unit: waterItems[code]?.units[0] ?? 'x' }]),
  )
  return observe(waterQuality, { items, ...body }, { id, key, atMs: start + hours * hour, ...(lateness && { lateness }) })
}

function play(seen: Seen[], limits = defaults, memory?: RiverMemory): ScenarioPlayer<RiverMemory> {
  return new ScenarioPlayer<RiverMemory>(riverProtection, limits, key, { ...emptyMemory, detector: memory }).see(...seen)
}

const levels = (findings: Finding[]) => findings.map((one) => (one.type === 'raise' ? one.level : one.outcome))
const sets = (...values: Record<string, number>[]) => values.map((more, index) => sample(4 * index, { ...good, ...more }))

describe('the class of a section', () => {
  it('is a warning in blue when one class worse lasts for two sets, in yellow at once for two classes', () => {
    expect(levels(play(sets({ NH3N: 1.2 })).findings)).toEqual([])
    expect(levels(play(sets({ NH3N: 1.2 }, { NH3N: 1.3 })).findings)).toEqual(['blue'])
    expect(levels(play(sets({ NH3N: 1.8 })).findings)).toEqual(['yellow'])
  })

  it('is orange beyond Ⅴ, and at an intake when a limit is exceeded once over', () => {
    const limits = riverProtectionLimits.parse({ stations: { 'wq-1': { intake: true, targetClass: 2 } } })
    expect(levels(play(sets({ NH3N: 2.1 })).findings)).toEqual(['orange'])
    expect(levels(play(sets({ NH3N: 1 }), limits).findings)).toEqual(['orange'])
  })

  it('says class, target, multiple, value and age', () => {
    const [, , raise] = play([...sets({}, {}), sample(9, { NH3N: 2.6 })]).findings
    expect(raise).toBeUndefined()
    const [finding] = play([sample(0, good), sample(2, { NH3N: 2.6 })]).findings
    if (finding?.type !== 'raise') throw new Error('no raise')
    expect(finding.reason.text.zh).toContain('劣Ⅴ类，目标Ⅲ类：氨氮 2.6 mg/L，超标 1.6 倍')
    expect(finding.reason.inputs).toContainEqual({ name: 'NH3N', value: 2.6, unit: 'mg/L', ageSeconds: 0 })
  })

  it('is reported for an incomplete set as what it is at least', () => {
    const [finding] = play([sample(0, { NH3N: 2.6 })]).findings
    expect(finding).toMatchObject({ level: 'orange', reason: { text: { en: expect.stringContaining('at least') } } })
  })

  it('is cleared by two better sets, and not by a set that lacks an item', () => {
    const worse = sets({ NH3N: 1.8 })
    const { TP: _TP, ...short } = good
    expect(levels(play([...worse, sample(4, good), sample(8, good)]).findings)).toEqual(['yellow', 'passed'])
    expect(levels(play([...worse, ...[11, 15, 19].map((hours) => sample(hours, short))]).findings)).toEqual(['yellow'])
  })

  it('counts a value that is only repeated as one set', () => {
    const repeated = [0, 1, 2, 3].map((hours) =>
      observe(
        waterQuality,
        { items: { NH3N: { value: 1.2, unit: 'mg/L', ts: '2026-06-01T07:00:00+08:00' }, pH: { value: 7.5, unit: '1' } } },
        { key, atMs: start + hours * hour },
      ),
    )
    expect(play(repeated).findings).toEqual([])
  })
})

describe('a sample taken by hand', () => {
  it('belongs to who sent it when it names a station that nobody knows', () => {
    const [finding] = play([sample(0, { NH3N: 3 }, { id: 'lab', method: 'manual', station: 'wq-99' })]).findings
    expect(finding?.subject).toBe('water:lab')
  })

  it('counts alone, confirms what the station says, and leaves red to a person', () => {
    const limits = riverProtectionLimits.parse({ stations: { 'wq-1': {} } })
    const bySelf = play([sample(0, { ...good, NH3N: 1.2 }, { id: 'lab', method: 'manual', station: 'wq-1' })], limits)
    expect(bySelf.findings).toMatchObject([{ level: 'blue', certainty: 'Observed', subject: 'water:wq-1' }])
    const after = play([...sets({ NH3N: 2.6 }), sample(1, { ...good, NH3N: 2.9 }, { id: 'lab', method: 'manual', station: 'wq-1' })])
    expect(levels(after.findings)).toEqual(['orange', 'orange'])
    expect(after.findings[1]).toMatchObject({
      certainty: 'Observed',
      reason: { text: { en: expect.stringContaining('a person decides') } },
    })
  })
})

describe('a station that is not about the water', () => {
  it('says nothing while it is serviced, and leaves the memory as it was', () => {
    const { memory } = play(sets({}, {}))
    const step = detectPollution(memory, sample(9, { ...good, NH3N: 30 }, { maintenance: true }), defaults)
    expect(step).toEqual({ memory, findings: [], withheld: [{ why: 'maintenance', device: 'wq-1' }] })
    expect(step.memory).toBe(memory)
    expect(detectPollution(memory, sample(9, good, { maintenance: true }), defaults).withheld).toEqual([])
  })

  it('is a case for maintenance when a value is impossible, and no pollution', () => {
    const { findings } = play([...sets({}, {}), sample(9, { ...good, NH3N: -1 }), sample(13, { ...good, NH3N: -1 })])
    expect(findings).toMatchObject([{ level: 'maintenance', severity: 'Minor', subject: 'sensor:wq-1:NH3N' }])
    expect(levels(play([...sets({}, {}), sample(9, { NH3N: 0 }), ...[13, 17, 25].map((hours) => sample(hours, good))]).findings)).toEqual([
      'maintenance',
      'recovered',
    ])
  })

  it('asks for a check after one wild sample, and is orange when the next one says the same', () => {
    const calm = Array.from({ length: 8 }, (_, index) => sample(index, { ...good, NH3N: 0.12 + 0.01 * (index % 3) }))
    expect(levels(play([...calm, sample(8, { ...good, NH3N: 3.9 })]).findings)).toEqual(['blue'])
    expect(levels(play([...calm, sample(8, { ...good, NH3N: 3.9 }), sample(9, { ...good, NH3N: 4 })]).findings)).toEqual(['blue', 'orange'])
  })

  it('raises nothing from a message that is too old, nor takes it as reported', () => {
    const step = detectPollution(undefined, sample(0, { ...good, NH3N: 3 }, { lateness: 'expired' }), defaults)
    expect(step.findings).toEqual([])
    expect(levels(play([sample(1, { ...good, NH3N: 3 })], defaults, step.memory).findings)).toEqual(['orange'])
  })
})

describe('memory', () => {
  it('is the very same after a quiet minute, so nothing is written', () => {
    const { memory } = play(Array.from({ length: 60 }, (_, minute) => sample(minute / 60, { pH: 7.6, conductivity: 310 })))
    const after = detectPollution(memory, sample(59.5 / 60, { pH: 7.61, conductivity: 311 }), defaults)
    expect(after.memory).toBe(memory)
  })

  it('of a river with all its stations full stays under 400 KB', () => {
    const limits = riverProtectionLimits.parse({ event: { historyEverySeconds: 0 }, quality: { keepEverySeconds: 0 } })
    const wide = { ...good, TN: 2.51, conductivity: 1_211, turbidity: 143.2, redox: 753, temperature: 21.4, chlorophyll: 0.013 }
    const one = play(
      Array.from({ length: 500 }, (_, minute) =>
        sample(
          minute / 60,
          Object.fromEntries(Object.entries(wide).map(([code, value]) => [code, value * (minute > 420 ? 3 : 1 + minute / 1e4)])),
        ),
      ),
      limits,
    )
    const station = one.memory?.stations['wq-1']
    if (!station) throw new Error('no station')
    const stations = Object.fromEntries(Array.from({ length: stationsAtMost }, (_, index) => [`wq-${index + 1}`, station]))
    expect(JSON.stringify({ stations, gauges: {} }).length).toBeLessThan(400_000)
    const more = detectPollution({ stations, gauges: {} }, sample(9, good, { id: 'wq-99' }), limits).memory
    expect(Object.keys(more.stations)).toHaveLength(stationsAtMost)
    expect(more.stations).toHaveProperty('wq-99')
  })

  it('does not depend on the order in which a day of good sets arrives', () => {
    const day = Array.from({ length: 6 }, (_, index) => sample(4 * index, good))
    fc.assert(
      fc.property(fc.shuffledSubarray(day, { minLength: 6 }), (shuffled) => {
        expect(play(shuffled).findings).toEqual([])
      }),
      { numRuns: 30 },
    )
  })
})

describe('a gauge', () => {
  const limits = riverProtectionLimits.parse({ gauges: { 'dev-1': { datum: '1985', warningM: 43, guaranteeM: 44.5 } } })
  const level = (hours: number, levelM: number, datum = '1985') =>
    observe(waterLevel, { levelM, datum }, { key, atMs: start + hours * hour })

  it('warns at its stages when two readings say so, and of a fast rise before', () => {
    const rising = [40, 40.1, 40.6, 41.4, 42.3, 43.2, 44, 44.6, 44.9].map((metres, index) => level(index / 2, metres))
    expect(levels(play(rising, limits).findings)).toEqual(['blue', 'yellow', 'orange'])
  })

  it('compares nothing with a reading in another datum, says so once, and goes on when it is right again', () => {
    const mixed = [level(0, 45, 'wusong'), level(1, 45, 'wusong'), level(2, 43.1), level(3, 43.1)]
    expect(levels(play(mixed, limits).findings)).toEqual(['maintenance', 'recovered', 'yellow'])
  })
})
