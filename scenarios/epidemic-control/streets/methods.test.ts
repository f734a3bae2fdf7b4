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

/** 2020-01-06, a Monday. */
const firstDay = 18_267

function play(counts: number[], streets: object): Finding[] {
  const limits = withClock(epidemicLimits.parse({ streets }), clock)
  let memory: StreetMemory | undefined
  return counts.flatMap((count, day) => {
    const countedAt = `${dateOf(firstDay + day + 2)}T08:00:00+08:00`
    const body = { street: 's', date: dateOf(firstDay + day), count, source: 'clinics', revision: 1, countedAt }
    const step = onCaseCount(memory, observe(caseCount, body, { atMs: (firstDay + day + 2) * 86_400_000 }), limits)
    memory = step.memory
    return step.findings
  })
}

const told = (findings: Finding[]) =>
  findings.map((one) => (one.type === 'raise' ? `${one.level}: ${one.reason.text.en.replace(/.* of /, '')}` : one.outcome))
const steady = Array.from({ length: 45 }, (_, day) => [2, 3, 1, 2, 3, 2, 1][day % 7] as number)

describe('a street whose county has switched on', () => {
  it('C3 alone: three days a little above are watched, which C1 and C2 let pass', () => {
    const rise = [...steady, 4, 4, 4]
    expect(told(play(rise, {}))).toEqual([])
    expect(told(play(rise, { c3: true }))[0]).toMatch(/^watch: C3/)
  })

  it('C3 with C2: the two are one witness, so one day of them is no alarm', () => {
    const { findings } = { findings: play([...steady, 3, 5], { c3: true }) }
    expect(findings.every((one) => one.type !== 'raise' || one.level === 'watch' || /C1/.test(one.reason.text.en))).toBe(true)
  })

  it('CUSUM: a slow rise that lifts its own baseline is seen by the chart only', () => {
    const slow = [...steady, ...[3, 4, 3, 4, 4, 4, 5, 4, 5, 4, 5, 5]]
    const rules = { z: 6 }
    expect(told(play(slow, rules))).toEqual([])
    expect(told(play(slow, { ...rules, cusum: { enabled: true } })).some((one) => one.includes('CUSUM'))).toBe(true)
  })

  it('Farrington: a week far above the same weeks of three years is reported once, and taken back by the next', () => {
    const years = Array.from({ length: 170 * 7 }, (_, day) => [1, 0, 1, 2, 0, 1, 0][(day * 3 + Math.floor(day / 7)) % 7] as number)
    const outbreak = [...years, 3, 4, 3, 3, 4, 3, 3, ...years.slice(0, 14)]
    const rules = { minimumCount: 100, farrington: { enabled: true } }
    const findings = play(outbreak, rules).filter(({ subject }) => subject === 'street-week:s')
    expect(findings.map((one) => (one.type === 'raise' ? one.reason.rule : one.outcome))).toEqual(['farrington-week', 'passed'])
    expect(play(outbreak, { minimumCount: 100 })).toEqual([])
  })
})
