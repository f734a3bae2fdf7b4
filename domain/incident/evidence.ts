import { sha256 } from '#domain/digest.ts'
import { type Clear, compareSeverity, type Raise } from '#domain/findings/finding.ts'
import { type Incident, system } from '#domain/incident/incident.ts'
import { record, type TimelineEntry, timelineStart } from '#domain/incident/timeline.ts'

export type Change = { incident: Incident; entry?: TimelineEntry }

const sourcesKept = 20

/** Same county, scenario, memory key, subject and episode start give the same id, so that a replayed stream finds its own incidents. */
export function incidentId(county: string, scenario: string, key: string, subject: string, episodeStartedAtMs: number): string {
  return `i-${sha256(JSON.stringify([county, scenario, key, subject, episodeStartedAtMs])).slice(0, 20)}`
}

/** The incident that a first finding opens. */
export function openIncident(
  county: string,
  scenario: string,
  key: string,
  raise: Raise,
  nowMs: number,
  previous?: Incident,
): Required<Change> {
  // An earlier episode of the same subject and millisecond must not lend its id.
  const episodeStartedAtMs = Math.max(raise.observedAtMs, (previous?.episodeStartedAtMs ?? -1) + 1)
  const blank: Incident = {
    id: incidentId(county, scenario, key, raise.subject, episodeStartedAtMs),
    county,
    scenario,
    subject: raise.subject,
    ...seen(raise),
    sources: raise.sources.slice(0, sourcesKept),
    evidenceCount: 1,
    episodeStartedAtMs,
    lastObservedAtMs: raise.observedAtMs,
    openedAtMs: nowMs,
    updatedAtMs: nowMs,
    condition: { state: 'present' },
    status: 'detected',
    handledBy: [],
    reworkCount: 0,
    revision: 0,
    timeline: { length: 0, hash: timelineStart },
  }
  return record(blank, { action: 'detected', detail: detailOf(raise), actor: system, atMs: nowMs })
}

/**
 * The incident after one more finding. An entry is written only when something an officer would want to know has changed:
 * it got graver, another device sees it, or it is back. A milder finding counts as evidence and changes nothing else.
 */
export function addEvidence(incident: Incident, raise: Raise, nowMs: number): Change {
  const newSources = raise.sources.filter((source) => !incident.sources.includes(source))
  const counted: Incident = {
    ...incident,
    evidenceCount: incident.evidenceCount + 1,
    lastObservedAtMs: Math.max(incident.lastObservedAtMs, raise.observedAtMs),
    sources: [...incident.sources, ...newSources].slice(0, sourcesKept),
  }
  const graver = compareSeverity(raise.severity, incident.severity) > 0
  const back = incident.condition.state === 'over' && raise.observedAtMs > incident.condition.atMs
  const otherLevel = raise.level !== incident.level && compareSeverity(raise.severity, incident.severity) === 0
  if (!graver && !back && !otherLevel && newSources.length === 0) return { incident: counted }
  const updated = graver || back || otherLevel ? { ...counted, ...seen(raise), condition: { state: 'present' } as const } : counted
  const action = graver ? 'escalated' : back ? 'returned' : 'evidence'
  return record(updated, { action, detail: detailOf(raise), actor: system, atMs: nowMs })
}

/** The incident after the sensors say that it is over. People still have to close it. */
export function markOver(incident: Incident, clear: Clear, nowMs: number): Change {
  if (incident.condition.state === 'over') return { incident }
  const over: Incident = { ...incident, condition: { state: 'over', outcome: clear.outcome, atMs: clear.observedAtMs } }
  return record(over, { action: 'over', detail: { outcome: clear.outcome, text: clear.text }, actor: system, atMs: nowMs })
}

function seen(raise: Raise) {
  const { areaId, position, title, level, severity, urgency, certainty, reason } = raise
  return { ...(areaId && { areaId }), ...(position && { position }), title, level, severity, urgency, certainty, reason }
}

function detailOf(raise: Raise): Record<string, unknown> {
  const { rule, text, limitsVersion } = raise.reason
  const judgedBy = limitsVersion === undefined ? {} : { limitsVersion }
  return { level: raise.level, severity: raise.severity, rule, text, sources: raise.sources, ...judgedBy }
}
