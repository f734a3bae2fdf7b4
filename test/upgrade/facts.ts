import type { IncidentView } from '#domain/api/incident.ts'
import type { Severity } from '#domain/findings/finding.ts'
import type { Status } from '#domain/incident/incident.ts'

/** What is true of a kept folder, and what has to come of it when it is opened again. */
export type Facts = {
  /** Of the code that wrote it. */
  version: string
  county: string
  /** When its county was stopped, by its own clock. */
  writtenAtMs: number
  incidents: KeptIncident[]
  /** Ids of the events of the feed, in their order. */
  events: string[]
  memories: string[]
  /** Orders that devices have had: none of them may be given again. */
  orders: string[]
  devices: Record<string, string>
  /** A device that was registered again, with what proves that it is the newer one. */
  enrolledAgain: { id: string; username: string; password: string; clientId: string }
  limits: { scenario: string; inForce: number; newest: number }
  rejected: Record<string, string>
  /** A shelf that stands, and the subject of what it holds back. */
  shelf: { id: string; scenario: string; subject: string }
  /** A request that was answered: sent again it gets that answer, and nothing is done twice. */
  answered: { person: string; path: string; body: unknown; key: string; answer: unknown }
  /** Messages that go on where the folder stops, in this order, each not before its time. */
  next: NextMessage[]
  /** What comes by itself within some minutes, without any message. */
  later: Effect[]
}

export type KeptIncident = {
  id: string
  scenario: string
  subject: string
  status: Status
  severity: Severity
  level: string
  condition: 'present' | 'over'
  revision: number
}

/** `incident`: it joins that one; without, it opens the only one of its subject. */
export type Effect = { scenario: string; subject: string; incident?: string; level: string; severity: Severity; limitsVersion?: number }

export type NextMessage = { device: string; kind: string; notBeforeMs: number; body: Record<string, unknown>; effect: Effect }

/** What an incident may not lose. */
export function keptIncident({ id, scenario, subject, status, severity, level, condition, revision }: IncidentView): KeptIncident {
  return { id, scenario, subject, status, severity, level, condition: condition.state, revision }
}
