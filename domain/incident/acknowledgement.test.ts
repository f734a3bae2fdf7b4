import { describe, expect, it } from 'vitest'
import type { Raise } from '#domain/findings/finding.ts'
import { type AcknowledgementRule, escalateUnacknowledged, timedForAcknowledgement } from '#domain/incident/acknowledgement.ts'
import { addEvidence, markOver, openIncident } from '#domain/incident/evidence.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { transition } from '#domain/incident/transition.ts'

const second = 1_000
const startMs = Date.UTC(2026, 6, 1, 19)
const rule: AcknowledgementRule = {
  fromSeverity: 'Severe',
  level: 'critical',
  severity: 'Extreme',
  afterSeconds: 60,
  text: { zh: '无人签收', en: 'nobody acknowledged' },
}

describe('the time to acknowledge', () => {
  it('does not run for a notice, however long it waits', () => {
    expect(opened('Minor').acknowledgeByMs).toBeUndefined()
  })

  it('does not run for what is expected rather than immediate', () => {
    const warning = raise('Severe', startMs, { urgency: 'Expected' })
    expect(timed(openIncident('demo', 'probe', 'spot', warning, startMs).incident, startMs).acknowledgeByMs).toBeUndefined()
  })

  it('starts when a notice becomes an alarm, not when it opened', () => {
    const later = startMs + 50 * second
    const grave = timed(addEvidence(opened('Minor'), raise('Severe', later), later).incident, later)
    expect(grave.acknowledgeByMs).toBe(later + 60 * second)
  })

  it('is not prolonged by further evidence', () => {
    const grave = opened('Severe')
    const again = timed(addEvidence(grave, raise('Severe', startMs + 30 * second), startMs + 30 * second).incident, startMs + 30 * second)
    expect(again.acknowledgeByMs).toBe(startMs + 60 * second)
  })

  it('stops when the condition is over and starts anew when it is back', () => {
    const clear = { type: 'clear', subject: 'spot', outcome: 'passed', text: rule.text, observedAtMs: startMs + 10 * second } as const
    const over = timed(markOver(opened('Severe'), clear, startMs + 10 * second).incident, startMs + 10 * second)
    expect(over.acknowledgeByMs).toBeUndefined()
    const backMs = startMs + 40 * second
    expect(timed(addEvidence(over, raise('Severe', backMs), backMs).incident, backMs).acknowledgeByMs).toBe(backMs + 60 * second)
  })

  it.each(['acknowledge', 'confirm'] as const)('stops when an officer does %s', (type) => {
    const outcome = transition(opened('Severe'), { type }, { id: 'wang', role: 'duty-officer' }, startMs + second)
    expect(outcome.type === 'done' && outcome.incident.acknowledgeByMs).toBeUndefined()
  })
})

describe('an alarm nobody has taken', () => {
  const dueAtMs = startMs + 60 * second

  it('escalates when its time is up, and once', () => {
    const { incident, entry } = escalateUnacknowledged(opened('Severe'), rule, dueAtMs, dueAtMs)
    expect(incident).toMatchObject({ level: 'critical', severity: 'Extreme', unheardAtMs: dueAtMs, acknowledgeByMs: undefined })
    expect(entry?.action).toBe('unacknowledged')
    expect(timed(addEvidence(incident, raise('Severe', dueAtMs + 1), dueAtMs + 1).incident, dueAtMs + 1).acknowledgeByMs).toBeUndefined()
  })

  it('does not escalate by a deadline that is no longer its own', () => {
    const grave = opened('Severe')
    expect(escalateUnacknowledged(grave, rule, dueAtMs - 1, dueAtMs).incident).toBe(grave)
  })
})

function opened(severity: Raise['severity']): Incident {
  return timed(openIncident('demo', 'probe', 'spot', raise(severity, startMs), startMs).incident, startMs)
}

function timed(incident: Incident, nowMs: number): Incident {
  return timedForAcknowledgement(incident, rule, nowMs)
}

function raise(severity: Raise['severity'], observedAtMs: number, over: Partial<Raise> = {}): Raise {
  return {
    type: 'raise',
    subject: 'spot',
    level: severity === 'Minor' ? 'notice' : 'alarm',
    severity,
    urgency: severity === 'Minor' ? 'Expected' : 'Immediate',
    certainty: 'Observed',
    title: { zh: '有人', en: 'somebody' },
    reason: { rule: 'occupancy', text: { zh: '有人', en: 'somebody' }, inputs: [] },
    observedAtMs,
    sources: ['cam-1'],
    ...over,
  }
}
