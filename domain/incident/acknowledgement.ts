import { compareSeverity } from '#domain/findings/finding.ts'
import type { Change } from '#domain/incident/evidence.ts'
import { type Incident, system } from '#domain/incident/incident.ts'
import { record } from '#domain/incident/timeline.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'

export type AcknowledgementRule = NonNullable<Scenario['unacknowledged']>

/**
 * The incident with the moment by which somebody has to have taken it. The time starts when it becomes grave and immediate,
 * which may be long after it opened, and stops when its condition is over or somebody takes it.
 */
export function timedForAcknowledgement(incident: Incident, rule: AcknowledgementRule | undefined, nowMs: number): Incident {
  if (!rule || !waitsForSomebody(incident, rule)) return { ...incident, acknowledgeByMs: undefined }
  return { ...incident, acknowledgeByMs: incident.acknowledgeByMs ?? nowMs + rule.afterSeconds * 1000 }
}

/** The incident after nobody has taken it in time; unchanged when `dueAtMs` is no longer the moment it waits for. It happens once. */
export function escalateUnacknowledged(incident: Incident, rule: AcknowledgementRule, dueAtMs: number, nowMs: number): Change {
  if (incident.acknowledgeByMs !== dueAtMs || !waitsForSomebody(incident, rule)) return { incident }
  const severity = compareSeverity(rule.severity, incident.severity) > 0 ? rule.severity : incident.severity
  const escalated: Incident = {
    ...incident,
    level: rule.level,
    severity,
    urgency: 'Immediate',
    unheardAtMs: nowMs,
    acknowledgeByMs: undefined,
  }
  return record(escalated, { action: 'unacknowledged', detail: { level: rule.level, text: rule.text }, actor: system, atMs: nowMs })
}

function waitsForSomebody(incident: Incident, { fromSeverity }: AcknowledgementRule): boolean {
  const { acknowledged, status, condition, urgency, severity, unheardAtMs } = incident
  const untaken = !acknowledged && status === 'detected' && unheardAtMs === undefined
  return untaken && condition.state === 'present' && urgency === 'Immediate' && compareSeverity(severity, fromSeverity) >= 0
}
