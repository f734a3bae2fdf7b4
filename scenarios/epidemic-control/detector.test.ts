import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { arrival } from '#domain/observation/kinds/arrival.ts'
import { caseCount } from '#domain/observation/kinds/case-count.ts'
import { detectEpidemic } from '#scenarios/epidemic-control/detector.ts'
import type { EpidemicMemory } from '#scenarios/epidemic-control/memory.ts'
import { epidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { permitKey } from '#scenarios/epidemic-control/screening/memory-keys.ts'
import { clock } from '#test/fixtures/clock.ts'
import { observe } from '#test/fixtures/observe.ts'

const noon = Date.UTC(2026, 10, 23, 4)
const authorisation = {
  purpose: 'drill of the county',
  legalBasis: 'drill order 1/2026',
  from: '2026-11-01T00:00:00+08:00',
  until: '2026-12-01T00:00:00+08:00',
}
const authorised = withClock(epidemicLimits.parse({ authorisation }), clock)
const count = (key: string, atMs = noon, receivedAtMs = atMs) => observe(caseCount, caseCount.example, { key, atMs, receivedAtMs })

describe('the authorisation', () => {
  const unable: [string, object, number, string][] = [
    ['absent', {}, noon, 'absent'],
    ['expired', { authorisation }, Date.UTC(2026, 11, 2), 'expired'],
    ['not valid yet', { authorisation }, Date.UTC(2026, 9, 2), 'not-yet'],
    ['killed', { authorisation: { ...authorisation, killSwitch: true } }, noon, 'killed'],
  ]

  it.each(unable)('when %s lets nothing be judged, and says so once', (_why, limits, atMs, permit) => {
    const parsed = withClock(epidemicLimits.parse(limits), clock)
    expect(detectEpidemic(undefined, count('street:street-3', atMs), parsed)).toEqual({ memory: undefined, findings: [] })
    let memory: EpidemicMemory | undefined
    const findings: Finding[] = []
    for (const minute of [0, 1, 2]) {
      const step = detectEpidemic(memory, count(permitKey, atMs + minute * 60_000), parsed)
      memory = step.memory
      findings.push(...step.findings)
    }
    expect(findings).toMatchObject([{ type: 'raise', level: 'not-authorised', reason: { inputs: [{ value: permit }] } }])
  })

  it('is judged by the server’s time, so a wrong device clock cannot lengthen it', () => {
    const afterwards = Date.UTC(2026, 11, 2)
    expect(detectEpidemic(undefined, count('street:street-3', noon, afterwards), authorised).memory).toBeUndefined()
  })

  it('takes it back when it is granted again', () => {
    const killed = withClock(epidemicLimits.parse({ authorisation: { ...authorisation, killSwitch: true } }), clock)
    const { memory } = detectEpidemic(undefined, count(permitKey), killed)
    expect(detectEpidemic(memory, count(permitKey), authorised).findings).toMatchObject([{ type: 'clear', outcome: 'recovered' }])
  })

  it('is silent while it is granted', () => {
    expect(detectEpidemic(undefined, count(permitKey), authorised)).toEqual({ memory: { permit: 'granted' }, findings: [] })
  })
})

describe('a street', () => {
  it('remembers its counts once it may', () => {
    expect(detectEpidemic(undefined, count('street:street-3'), authorised).memory?.street?.history).toBeDefined()
  })
})

describe('an arrival', () => {
  const key = 'prefecture:4205:3'
  const policies = [{ id: 'drill', from: '2026-01-01T00:00:00+08:00', lookBackDays: 7, lifetimeDays: 7 }]
  const rules = withClock(epidemicLimits.parse({ authorisation, screening: { policies } }), clock)
  const seen = observe(arrival, arrival.example, { key, atMs: noon + 3 * 3_600_000 })

  it('is amber while no list is known, and is deleted in its time even when screening has been stopped since', () => {
    const step = detectEpidemic(undefined, seen, rules)
    expect(step.findings).toMatchObject([{ type: 'raise', level: 'amber', reason: { rule: 'list-missing' } }])
    const dueAtMs = seen.observedAtMs + 14 * 86_400_000
    expect(step.timers).toEqual([{ name: 'forget', dueAtMs }])
    const killed = withClock(
      epidemicLimits.parse({ authorisation: { ...authorisation, killSwitch: true }, screening: { policies } }),
      clock,
    )
    const after = detectEpidemic(step.memory, { kind: 'wake', name: 'forget', key, observedAtMs: dueAtMs }, killed)
    expect(after.memory?.prefecture?.people).toEqual({})
  })

  it('leaves no trace without an authorisation', () => {
    expect(detectEpidemic(undefined, seen, withClock(epidemicLimits.parse({}), clock))).toEqual({ memory: undefined, findings: [] })
  })
})
