import type { Raise, Severity } from '#domain/findings/finding.ts'
import type { FalseCause, Label } from '#domain/incident/label.ts'
import type { DeviceId } from '#domain/observation/device.ts'
import { type Role, roles } from '#domain/people/principal.ts'
import type { Text } from '#domain/text.ts'

/** The seven steps of GB/T 30428 city management, in order, with the side exits after them. */
export const statuses = [
  'detected', // 受理
  'confirmed', // 立案
  'dispatched', // 派遣
  'handling', // 处置
  'reported', // 反馈
  'verified', // 核查
  'closed', // 结案
  'evaluated', // 评价
  'dismissed', // 不予立案
  'merged', // 并案
  'expired', // 失效
] as const
export type Status = (typeof statuses)[number]

const endedStatuses: readonly Status[] = ['closed', 'evaluated', 'dismissed', 'merged', 'expired']

/** Whether nobody has anything left to do, except to evaluate. */
export function isEnded(incident: Pick<Incident, 'status'>): boolean {
  return endedStatuses.includes(incident.status)
}

/** Who did something: a person, another agency's program, or the platform itself. */
export type Actor = { id: string; role: Role | 'system' }
export const statedActorRoles = [...roles, 'system'] as const

export const system: Actor = { id: 'county-sense', role: 'system' }

/** One piece of work: what was sensed, how grave it is, who has it, how far they are. Times are epoch milliseconds. */
export type Incident = {
  id: string
  county: string
  scenario: string
  subject: string
  areaId?: string
  position?: Raise['position']
  title: Text
  level: string
  severity: Severity
  urgency: Raise['urgency']
  certainty: Raise['certainty']
  /** The latest reason that changed something. */
  reason: Raise['reason']
  sources: DeviceId[]
  evidenceCount: number
  episodeStartedAtMs: number
  lastObservedAtMs: number
  openedAtMs: number
  updatedAtMs: number
  /** What the sensors say of it now. */
  condition: { state: 'present' } | { state: 'over'; outcome: 'dissuaded' | 'recovered' | 'passed'; atMs: number }
  status: Status
  acknowledged?: { by: string; atMs: number }
  /** While nobody has taken a grave and immediate one: when it escalates by itself. */
  acknowledgeByMs?: number | undefined
  /** When it escalated because nobody had taken it. */
  unheardAtMs?: number
  task?: Task
  /** Everybody who has handled it: none of them may verify it. */
  handledBy: string[]
  reworkCount: number
  deferred?: { untilMs: number; reason: string }
  extendedUntilMs?: number
  supervisedBy?: string
  agency?: string
  ended?: { reason: string; atMs: number; by: string; label?: Label; cause?: FalseCause }
  mergedInto?: string
  evaluation?: { score: number; by: string; atMs: number }
  /** Counts the changes an officer could care about; it is the ETag. More evidence of the same does not raise it. */
  revision: number
  /** Length of the timeline and the hash of its last entry. */
  timeline: { length: number; hash: string }
}

/** What one responder is asked to do; a rework or a transfer makes a new one. */
export type Task = {
  id: string
  assignee: string
  assignedBy: string
  assignedAtMs: number
  state: 'offered' | 'accepted' | 'arrived' | 'reported'
  acceptedAtMs?: number
  arrivedAtMs?: number
  report?: { result: string; note?: string; atMs: number }
}
