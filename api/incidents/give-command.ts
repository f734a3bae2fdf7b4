import type { Answer } from '#api/operation.ts'
import { presentIncident } from '#api/present.ts'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { type Command, moves, type Refusal, transition } from '#domain/incident/transition.ts'
import { may, roleFor } from '#domain/people/permissions.ts'
import type { Principal } from '#domain/people/principal.ts'
import type { Write } from '#domain/ports.ts'
import { incidentWrites, type StoredIncident } from '#ledger/incidents.ts'
import { taskWrites } from '#ledger/tasks.ts'

const because: Record<Refusal['reason'], string> = {
  'not-in-this-status': 'not possible in the status it is in',
  'already-acknowledged': 'somebody has acknowledged it already',
  'not-your-task': 'only the person it is assigned to may do this',
  'handler-cannot-verify': 'who handled it cannot verify or close it',
  deferred: 'it is deferred already',
  'not-deferred': 'it is not deferred',
  'not-in-the-future': 'the new time lies in the past',
  'into-itself': 'an incident cannot be merged into itself',
}

/**
 * Gives a command to an incident and commits the outcome: the case, its file, the feed and the task in one. Somebody else's
 * change since `ifMatch` is 412; a refusal of the case engine is 409 with what would be allowed.
 */
export async function giveCommand(
  services: ApiServices,
  principal: Principal,
  stored: StoredIncident,
  command: Command,
  ifMatch: number | 'any',
): Promise<Incident> {
  const { permission } = moves[command.type]
  if (!may(principal.roles, permission)) throw new Problem('forbidden', { detail: `this needs the permission ${permission}` })
  if (ifMatch !== 'any' && stored.incident.revision !== ifMatch)
    throw new Problem('changed-meanwhile', { detail: `it is at revision ${stored.incident.revision}` })
  const actor = { id: principal.id, role: roleFor(principal.roles, permission) ?? ('system' as const) }
  const outcome = transition(stored.incident, command, actor, services.clock.now())
  if (outcome.type === 'refused') throw new Problem('refused', { detail: because[outcome.reason], allowed: outcome.allowed })
  const writes: Write[] = [...incidentWrites(stored.version, outcome.incident, [outcome]), ...taskWrites(stored.incident, outcome.incident)]
  const result = await services.store.commit(writes)
  if (result.type === 'conflict') throw new Problem('changed-meanwhile')
  return outcome.incident
}

export function incidentAnswer(services: ApiServices, principal: Principal, incident: Incident): Answer {
  return { status: 200, body: presentIncident(incident, services.county.offsetMinutes, principal), revision: incident.revision }
}
