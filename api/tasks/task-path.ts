import * as z from 'zod'
import type { Answer } from '#api/operation.ts'
import { presentIncident, presentTask } from '#api/present.ts'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import type { Incident } from '#domain/incident/incident.ts'
import type { Principal } from '#domain/people/principal.ts'
import { readIncident, type StoredIncident } from '#ledger/incidents.ts'
import { readTaskPointer } from '#ledger/tasks.ts'

export const taskPathSchema = z.strictObject({ id: z.string().regex(/^t-[0-9a-f]{20}$/, 'a task id') })

/** The incident whose current task a path names; a task that was withdrawn is gone. */
export async function incidentOfTask(services: ApiServices, taskId: string): Promise<StoredIncident> {
  const pointer = await readTaskPointer(services.store, taskId)
  const stored = pointer && (await readIncident(services.store, pointer.incidentId))
  if (stored?.incident.task?.id !== taskId) throw new Problem('not-found', { detail: `no task ${taskId}, or it was withdrawn` })
  return stored
}

/** The current task of an incident with the incident, as the task operations answer. */
export function taskAnswer(services: ApiServices, principal: Principal, incident: Incident): Answer {
  const { offsetMinutes } = services.county
  const task = incident.task && presentTask(incident.id, incident.task, offsetMinutes)
  return { status: 200, body: { task, incident: presentIncident(incident, offsetMinutes, principal) }, revision: incident.revision }
}
