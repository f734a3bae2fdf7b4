import { sha256 } from '#domain/digest.ts'
import { keysOf } from '#domain/entries.ts'
import type { Actor, Incident, Status } from '#domain/incident/incident.ts'
import type { FalseCause, Label } from '#domain/incident/label.ts'
import { record, type TimelineEntry } from '#domain/incident/timeline.ts'
import type { Permission } from '#domain/people/permissions.ts'

/** What a person can do to an incident. */
export type Command =
  | { type: 'acknowledge' }
  | { type: 'confirm'; note?: string }
  | { type: 'dismiss'; reason: 'false-alarm' | 'duplicate' | 'not-our-duty' | 'drill' | 'test'; cause?: FalseCause; note?: string }
  | { type: 'merge'; into: string; note?: string }
  | { type: 'dispatch'; assignee: string; note?: string }
  | { type: 'accept' }
  | { type: 'decline'; reason: string }
  | { type: 'arrive' }
  | { type: 'report'; result: 'handled' | 'nothing-found' | 'needs-more'; note?: string }
  | { type: 'verify'; note?: string }
  | { type: 'rework'; reason: string }
  | { type: 'close'; label?: 'true' | 'false' | 'drill' | 'test'; cause?: FalseCause; note?: string }
  | { type: 'evaluate'; score: number; note?: string }
  | { type: 'defer'; untilMs: number; reason: string }
  | { type: 'resume' }
  | { type: 'extend'; untilMs: number; reason: string }
  | { type: 'supervise'; note?: string }
  | { type: 'transfer'; agency: string; reason: string }
  | { type: 'comment'; text: string }
export type CommandType = Command['type']

export type Refusal = {
  type: 'refused'
  reason:
    | 'not-in-this-status'
    | 'already-acknowledged'
    | 'not-your-task'
    | 'handler-cannot-verify'
    | 'deferred'
    | 'not-deferred'
    | 'not-in-the-future'
    | 'into-itself'
  allowed: CommandType[]
}
export type Outcome = { type: 'done'; incident: Incident; entry: TimelineEntry } | Refusal

type Move = { from: readonly Status[]; to?: Status; permission: Permission }

const open: readonly Status[] = ['detected', 'confirmed', 'dispatched', 'handling', 'reported', 'verified']
const always: readonly Status[] = [...open, 'closed', 'evaluated', 'dismissed', 'merged', 'expired']
const withAgency: readonly Status[] = ['confirmed', 'dispatched', 'handling']

/** From which status each command may be given, where it leads, and which permission it needs. */
export const moves: Record<CommandType, Move> = {
  acknowledge: { from: open, permission: 'incidents.acknowledge' },
  confirm: { from: ['detected'], to: 'confirmed', permission: 'incidents.judge' },
  dismiss: { from: ['detected', 'confirmed'], to: 'dismissed', permission: 'incidents.judge' },
  merge: { from: ['detected', 'confirmed'], to: 'merged', permission: 'incidents.judge' },
  dispatch: { from: ['confirmed', 'dispatched'], to: 'dispatched', permission: 'incidents.dispatch' },
  accept: { from: ['dispatched'], to: 'handling', permission: 'tasks.handle' },
  decline: { from: ['dispatched', 'handling'], to: 'confirmed', permission: 'tasks.handle' },
  arrive: { from: ['handling'], permission: 'tasks.handle' },
  report: { from: ['handling'], to: 'reported', permission: 'tasks.handle' },
  verify: { from: ['reported'], to: 'verified', permission: 'incidents.verify' },
  rework: { from: ['reported', 'verified'], to: 'confirmed', permission: 'incidents.verify' },
  close: { from: ['verified'], to: 'closed', permission: 'incidents.verify' },
  evaluate: { from: ['closed'], to: 'evaluated', permission: 'incidents.evaluate' },
  defer: { from: withAgency, permission: 'incidents.dispatch' },
  resume: { from: withAgency, permission: 'incidents.dispatch' },
  extend: { from: withAgency, permission: 'incidents.dispatch' },
  supervise: { from: open, permission: 'incidents.supervise' },
  transfer: { from: withAgency, to: 'confirmed', permission: 'incidents.dispatch' },
  comment: { from: always, permission: 'incidents.comment' },
}

/** The commands that make sense now for this actor, whatever their permissions. */
export function allowedCommands(incident: Incident, actor: Actor): CommandType[] {
  return keysOf(moves).filter((type) => refusalOf(incident, type, actor) === undefined)
}

/** The incident after the command, with the entry it leaves in the case file; or a named refusal. Pure. */
export function transition(incident: Incident, command: Command, actor: Actor, nowMs: number): Outcome {
  const refusal = refusalOf(incident, command.type, actor) ?? refusalOfContent(incident, command, nowMs)
  if (refusal) return { type: 'refused', reason: refusal, allowed: allowedCommands(incident, actor) }
  const moved = { ...incident, ...effect(incident, command, actor, nowMs), status: moves[command.type].to ?? incident.status }
  const { type, ...detail } = command
  return { type: 'done', ...record(moved, { action: type, detail: { ...detail, status: moved.status }, actor, atMs: nowMs }) }
}

function refusalOf(incident: Incident, type: CommandType, actor: Actor): Refusal['reason'] | undefined {
  if (!moves[type].from.includes(incident.status)) return 'not-in-this-status'
  if (type === 'acknowledge' && incident.acknowledged) return 'already-acknowledged'
  if (moves[type].permission === 'tasks.handle' && incident.task?.assignee !== actor.id) return 'not-your-task'
  if ((type === 'verify' || type === 'close') && incident.handledBy.includes(actor.id)) return 'handler-cannot-verify'
  if (type === 'resume' && !incident.deferred) return 'not-deferred'
  if (type === 'defer' && incident.deferred) return 'deferred'
  return undefined
}

function refusalOfContent(incident: Incident, command: Command, nowMs: number): Refusal['reason'] | undefined {
  if ((command.type === 'defer' || command.type === 'extend') && command.untilMs <= nowMs) return 'not-in-the-future'
  if (command.type === 'merge' && command.into === incident.id) return 'into-itself'
  return undefined
}

function effect(incident: Incident, command: Command, actor: Actor, nowMs: number): Partial<Incident> {
  const acknowledged = incident.acknowledged ?? { by: actor.id, atMs: nowMs }
  const ended = (reason: string, judged: { label?: Label; cause?: FalseCause } = {}) => ({
    ended: { reason, atMs: nowMs, by: actor.id, ...judged },
    acknowledged,
    acknowledgeByMs: undefined,
  })
  switch (command.type) {
    case 'acknowledge':
    case 'confirm':
      return { acknowledged, acknowledgeByMs: undefined }
    case 'dismiss':
      return ended(command.reason, command.cause && { cause: command.cause })
    case 'merge':
      return { ...ended('merged'), mergedInto: command.into }
    case 'dispatch':
      return { task: newTask(incident, command.assignee, actor, nowMs), deferred: undefined }
    case 'accept':
      return {
        ...taskWith(incident, { state: 'accepted', acceptedAtMs: nowMs }),
        handledBy: [...new Set([...incident.handledBy, actor.id])],
      }
    case 'arrive':
      return taskWith(incident, { state: 'arrived', arrivedAtMs: nowMs })
    case 'report':
      return taskWith(incident, { state: 'reported', report: { result: command.result, note: command.note, atMs: nowMs } })
    case 'decline':
      return { task: undefined }
    case 'rework':
      return { task: undefined, reworkCount: incident.reworkCount + 1 }
    case 'transfer':
      return { task: undefined, agency: command.agency }
    case 'close':
      return ended('closed', { ...(command.label && { label: command.label }), ...(command.cause && { cause: command.cause }) })
    case 'evaluate':
      return { evaluation: { score: command.score, by: actor.id, atMs: nowMs } }
    case 'defer':
      return { deferred: { untilMs: command.untilMs, reason: command.reason } }
    case 'resume':
      return { deferred: undefined }
    case 'extend':
      return { extendedUntilMs: command.untilMs }
    case 'supervise':
      return { supervisedBy: actor.id }
    case 'verify':
    case 'comment':
      return {}
  }
}

function newTask(incident: Incident, assignee: string, actor: Actor, nowMs: number) {
  const id = `t-${sha256(`${incident.id}/${incident.revision}`).slice(0, 20)}`
  return { id, assignee, assignedBy: actor.id, assignedAtMs: nowMs, state: 'offered' as const }
}

function taskWith(incident: Incident, progress: Partial<NonNullable<Incident['task']>>): Partial<Incident> {
  return incident.task ? { task: { ...incident.task, ...progress } } : {}
}
