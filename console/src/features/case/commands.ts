import type { IncidentView } from '#domain/api/incident.ts'
import type { Api } from '../../shared/api.ts'
import type { Command } from '../../shared/key-command.ts'

export type FieldName = 'reason' | 'dismissReason' | 'assignee' | 'result' | 'note' | 'text' | 'score' | 'agency' | 'hours' | 'into'
export type Fields = Partial<Record<FieldName, string>>

const fields: Partial<Record<Command, FieldName[]>> = {
  dismiss: ['dismissReason', 'note'],
  merge: ['into', 'note'],
  dispatch: ['assignee', 'note'],
  decline: ['reason'],
  report: ['result', 'note'],
  rework: ['reason'],
  evaluate: ['score', 'note'],
  defer: ['hours', 'reason'],
  extend: ['hours', 'reason'],
  transfer: ['agency', 'reason'],
  comment: ['text'],
}

/** What has to be asked before a command can be given. */
export function fieldsOf(type: Command): FieldName[] {
  return fields[type] ?? []
}

type TaskAnswer = { incident: IncidentView }

const taskCommands: Command[] = ['accept', 'arrive', 'report', 'decline']

/**
 * Sends a command to the operation that takes it; what was seen goes along, so that nothing unseen is overruled. Answers the
 * incident as it is then.
 */
export async function giveCommand(
  api: Api,
  incident: IncidentView,
  type: Command,
  { dismissReason, hours, score, ...asked }: Fields,
): Promise<IncidentView> {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value))
  if (type === 'comment') return api.post<IncidentView>(`/v1/incidents/${incident.id}/comments`, given)
  if (type === 'dispatch') return (await api.post<TaskAnswer>('/v1/tasks', { incidentId: incident.id, ...given })).incident
  if (taskCommands.includes(type)) {
    const said = type === 'report' || type === 'decline' ? given : undefined
    return (await api.post<TaskAnswer>(`/v1/tasks/${incident.task?.id}/${type}`, said)).incident
  }
  const body = {
    type,
    ...given,
    ...(dismissReason && { reason: dismissReason }),
    ...(score && { score: Number(score) }),
    ...(hours && { until: new Date(Date.now() + Number(hours) * 3_600_000).toISOString() }),
  }
  return api.post<IncidentView>(`/v1/incidents/${incident.id}/transitions`, body, { 'if-match': `"${incident.revision}"` })
}
