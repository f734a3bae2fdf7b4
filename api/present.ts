import type { IncidentView, TimelineEntryView } from '#domain/api/incident.ts'
import type { Incident, Task } from '#domain/incident/incident.ts'
import { labelOf } from '#domain/incident/label.ts'
import type { TimelineEntry } from '#domain/incident/timeline.ts'
import { allowedCommands, type CommandType, moves } from '#domain/incident/transition.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { may } from '#domain/people/permissions.ts'
import type { Principal } from '#domain/people/principal.ts'

/** An incident as the API shows it to this person: times in the county's offset, and what they may do now. */
export function presentIncident(incident: Incident, offsetMinutes: number, principal: Principal): IncidentView {
  const at = (ms: number) => formatTime(ms, offsetMinutes)
  const { condition, acknowledged, task, deferred, extendedUntilMs, ended, evaluation } = incident
  return {
    id: incident.id,
    scenario: incident.scenario,
    subject: incident.subject,
    areaId: incident.areaId,
    position: incident.position,
    title: incident.title,
    level: incident.level,
    severity: incident.severity,
    urgency: incident.urgency,
    certainty: incident.certainty,
    reason: incident.reason,
    sources: incident.sources,
    evidenceCount: incident.evidenceCount,
    status: incident.status,
    condition: condition.state === 'over' ? { state: 'over', outcome: condition.outcome, at: at(condition.atMs) } : condition,
    firstObservedAt: at(incident.episodeStartedAtMs),
    lastObservedAt: at(incident.lastObservedAtMs),
    openedAt: at(incident.openedAtMs),
    updatedAt: at(incident.updatedAtMs),
    acknowledged: acknowledged && { by: acknowledged.by, at: at(acknowledged.atMs) },
    task: task && presentTask(incident.id, task, offsetMinutes),
    handledBy: incident.handledBy,
    reworkCount: incident.reworkCount,
    deferredUntil: deferred && at(deferred.untilMs),
    extendedUntil: extendedUntilMs === undefined ? undefined : at(extendedUntilMs),
    supervisedBy: incident.supervisedBy,
    agency: incident.agency,
    ended: ended && { reason: ended.reason, by: ended.by, at: at(ended.atMs), label: labelOf(incident), cause: ended.cause },
    mergedInto: incident.mergedInto,
    evaluation: evaluation && { score: evaluation.score, by: evaluation.by, at: at(evaluation.atMs) },
    revision: incident.revision,
    allowed: permittedCommands(incident, principal),
  }
}

/** What is possible now and permitted to this person. */
export function permittedCommands(incident: Incident, principal: Principal): CommandType[] {
  const actor = { id: principal.id, role: 'system' as const }
  return allowedCommands(incident, actor).filter((type) => may(principal.roles, moves[type].permission))
}

export function presentTask(incidentId: string, task: Task, offsetMinutes: number) {
  const at = (ms: number | undefined) => (ms === undefined ? undefined : formatTime(ms, offsetMinutes))
  return {
    id: task.id,
    incidentId,
    assignee: task.assignee,
    assignedBy: task.assignedBy,
    assignedAt: formatTime(task.assignedAtMs, offsetMinutes),
    state: task.state,
    acceptedAt: at(task.acceptedAtMs),
    arrivedAt: at(task.arrivedAtMs),
    report: task.report && { result: task.report.result, note: task.report.note, at: formatTime(task.report.atMs, offsetMinutes) },
  }
}

export function presentEntry(entry: TimelineEntry, offsetMinutes: number): TimelineEntryView {
  const { sequence, atMs, actor, action, detail, previousHash, hash } = entry
  return { sequence, at: formatTime(atMs, offsetMinutes), atMs, actor, action, detail, previousHash, hash }
}
