import { describe, expect, it } from 'vitest'
import { alarmQuality } from '#domain/incident/alarm-quality.ts'
import { openIncident } from '#domain/incident/evidence.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { labelOf } from '#domain/incident/label.ts'
import { type Command, transition } from '#domain/incident/transition.ts'

const startMs = Date.UTC(2026, 6, 1)
const hourMs = 3_600_000
const officer = { id: 'wang', role: 'duty-officer' } as const

describe('the label of a case', () => {
  it.each([
    [{ type: 'dismiss', reason: 'false-alarm', cause: 'insect' }, 'false'],
    [{ type: 'dismiss', reason: 'drill' }, 'drill'],
    [{ type: 'dismiss', reason: 'test' }, 'test'],
    [{ type: 'dismiss', reason: 'duplicate' }, 'duplicate'],
  ] as [Command, string][])('follows from %o', (command, label) => {
    expect(labelOf(after(alarm('cam-1', 0), command))).toBe(label)
  })

  it('is open while the case is, and is what the person said who closed it', () => {
    expect(labelOf(alarm('cam-1', 0))).toBeUndefined()
    const verified: Incident = { ...alarm('cam-1', 0), status: 'verified' }
    expect(labelOf(after(verified, { type: 'close' }))).toBe('true')
    expect(labelOf(after(verified, { type: 'close', label: 'false', cause: 'weather' }))).toBe('false')
  })
})

describe('the ledger of alarm quality', () => {
  const right = after({ ...alarm('cam-1', 1), status: 'verified' }, { type: 'close' })
  const wrong = after(alarm('cam-2', 2), { type: 'dismiss', reason: 'false-alarm', cause: 'light' })
  const drill = after(alarm('cam-2', 3), { type: 'dismiss', reason: 'drill' })
  const open = alarm('cam-2', 4)
  const notice = alarm('cam-3', 5, 'Minor')
  const ledger = alarmQuality([right, wrong, drill, open, notice], startMs + 30 * hourMs, 10)

  it('judges by cases that ended true or false; drills and open ones say nothing', () => {
    expect(ledger.byScenario).toEqual([{ name: 'probe', alarms: 4, judged: 2, right: 1, precision: 0.5 }])
  })

  it('counts what sounds apart from what only stands in the list', () => {
    expect(ledger).toMatchObject({ alarms: 4, notices: 1, alarmsPerOfficerHour: 0.4 })
  })

  it('names the noisiest, the stale and the cause of what was false', () => {
    expect(ledger.noisiest.map(({ name, alarms }) => [name, alarms])).toEqual([
      ['cam-2', 3],
      ['cam-1', 1],
    ])
    expect(ledger.stale).toEqual([open.id])
    expect(ledger.falseCauses).toEqual({ light: 1 })
  })

  it('notices a device that opens case after case within the minute', () => {
    expect(ledger.chatter).toEqual([])
    expect(alarmQuality([alarm('cam-9', 1), alarm('cam-9', 1 + 20 / 3_600)], startMs, 1).chatter).toEqual(['cam-9'])
  })

  it('divides nothing by nothing', () => {
    expect(alarmQuality([], startMs, 1)).toMatchObject({ alarms: 0, noisiestSharePct: 0, byScenario: [] })
  })
})

function alarm(device: string, hour: number, severity: 'Minor' | 'Severe' = 'Severe'): Incident {
  const atMs = startMs + hour * hourMs
  const raise = {
    type: 'raise',
    subject: `spot:${device}:${hour}`,
    level: 'alarm',
    severity,
    urgency: 'Immediate',
    certainty: 'Observed',
    title: { zh: '有人', en: 'somebody' },
    reason: { rule: 'r', text: { zh: '有人', en: 'somebody' }, inputs: [] },
    observedAtMs: atMs,
    sources: [device],
  } as const
  return openIncident('demo', 'probe', 'key', { ...raise, sources: [device], reason: { ...raise.reason, inputs: [] } }, atMs).incident
}

function after(incident: Incident, command: Command): Incident {
  const outcome = transition(incident, command, officer, incident.updatedAtMs + 1_000)
  if (outcome.type === 'refused') throw new Error(outcome.reason)
  return outcome.incident
}
