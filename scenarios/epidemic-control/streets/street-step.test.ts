import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { caseCount } from '#domain/observation/kinds/case-count.ts'
import type { StreetMemory } from '#scenarios/epidemic-control/memory/streets.ts'
import { epidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { dateOf } from '#scenarios/epidemic-control/streets/case-history.ts'
import { onCaseCount } from '#scenarios/epidemic-control/streets/street-step.ts'
import { clock } from '#test/fixtures/clock.ts'
import { observe } from '#test/fixtures/observe.ts'

const limits = withClock(epidemicLimits.parse({}), clock)
const firstDay = 20_400
type Report = { day: number; count: number; revision?: number; source?: string; countedOn?: number }

const report = ({ day, count, revision = 1, source = 'clinics', countedOn = day + 3 }: Report) =>
  observe(
    caseCount,
    {
      street: 'street-3',
      date: dateOf(firstDay + day),
      count,
      source,
      revision,
      countedAt: `${dateOf(firstDay + countedOn)}T08:00:00+08:00`,
    },
    { atMs: (firstDay + countedOn) * 86_400_000 },
  )

function play(reports: Report[]): { memory: StreetMemory | undefined; findings: Finding[] } {
  let memory: StreetMemory | undefined
  const findings: Finding[] = []
  for (const one of reports) {
    const step = onCaseCount(memory, report(one), limits)
    memory = step.memory
    findings.push(...step.findings)
  }
  return { memory, findings }
}

const ordinary: Report[] = [2, 1, 2, 3, 1, 2, 2, 1, 3, 2, 2, 1].map((count, day) => ({ day, count }))
const levels = (findings: Finding[]) => findings.map((one) => (one.type === 'raise' ? one.level : one.outcome))

describe('a street', () => {
  it('is quiet while its counts are ordinary', () => {
    expect(play(ordinary).findings).toEqual([])
  })

  it('alarms at once when both methods exceed', () => {
    const { findings } = play([...ordinary, { day: 12, count: 12 }])
    expect(findings).toMatchObject([
      { type: 'raise', level: 'alarm', severity: 'Moderate', certainty: 'Likely', subject: 'street:street-3' },
    ])
  })

  it('is only watched when one method exceeds on one day', () => {
    const { findings } = play([...ordinary, { day: 12, count: 4 }])
    expect(levels(findings)).toEqual(['watch'])
  })

  it('never speaks of fewer than three cases', () => {
    const none = Array.from({ length: 12 }, (_, day) => ({ day, count: 0 }))
    expect(play([...none, { day: 12, count: 2 }]).findings).toEqual([])
    expect(levels(play([...none, { day: 12, count: 3 }]).findings)).toEqual(['alarm'])
  })

  it('says when the day may not be complete and when the baseline has gaps', () => {
    const { findings } = play([...ordinary.filter(({ day }) => day !== 8), { day: 12, count: 12, countedOn: 13 }])
    expect(findings[0]).toMatchObject({
      certainty: 'Possible',
      reason: { text: { en: expect.stringMatching(/not be complete.*1 day\(s\)/) } },
    })
  })

  it('judges nothing by a baseline that is mostly unknown', () => {
    expect(play([...ordinary.slice(0, 3), { day: 12, count: 40 }]).findings).toEqual([])
  })

  it('takes an alarm back when the count is corrected', () => {
    const { findings } = play([...ordinary, { day: 12, count: 12 }, { day: 12, count: 2, revision: 2 }])
    expect(levels(findings)).toEqual(['alarm', 'passed'])
    expect(findings[1]).toMatchObject({ text: { en: expect.stringContaining('correction') } })
  })

  it('keeps the newer revision when the older one arrives after it', () => {
    const { memory, findings } = play([...ordinary, { day: 12, count: 2, revision: 2 }])
    const late = onCaseCount(memory, report({ day: 12, count: 12 }), limits)
    expect(late.memory).toBe(memory)
    expect([...findings, ...late.findings]).toEqual([])
  })

  it('adds up the sources of a day', () => {
    const { findings } = play([...ordinary, { day: 12, count: 2 }, { day: 12, count: 9, source: 'hospital' }])
    expect(findings[0]).toMatchObject({ level: 'alarm', reason: { inputs: expect.arrayContaining([{ name: 'cases', value: 11 }]) } })
  })

  it('ends in the same state whatever order the reports arrive in', () => {
    const reports = [...ordinary, { day: 12, count: 12, countedOn: 16 }, { day: 12, count: 9, revision: 2, countedOn: 16 }]
    const inOrder = play(reports).memory
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: reports.length }), (shuffled) => {
        expect(play(shuffled).memory).toEqual(inOrder)
      }),
      { numRuns: 50 },
    )
  })

  it('stays small over a year', () => {
    const year = Array.from({ length: 365 }, (_, day) => ({ day, count: day % 5 }))
    expect(JSON.stringify(play(year).memory).length).toBeLessThan(5_000)
  })
})
