import { giveCommand, incidentAnswer } from '#api/incidents/give-command.ts'
import { incidentAt, incidentPathSchema } from '#api/incidents/incident-path.ts'
import { operation } from '#api/operation.ts'
import { incidentSchema, type TransitionRequest, transitionSchema } from '#domain/api/incident.ts'
import type { Command } from '#domain/incident/transition.ts'

export const transitionIncident = operation({
  id: 'transitionIncident',
  method: 'POST',
  path: '/v1/incidents/{id}/transitions',
  tag: 'Incidents',
  summary:
    'Moves an incident a step: acknowledge, confirm, dismiss, merge, verify, rework, close, evaluate, defer, resume, extend, supervise, transfer.',
  permission: 'signed-in',
  params: incidentPathSchema,
  body: transitionSchema,
  ifMatch: true,
  answers: { status: 200, schema: incidentSchema, description: 'The incident after the step' },
  async handle(services, { path, body, principal, ifMatch }) {
    const stored = await incidentAt(services, path.id)
    const incident = await giveCommand(services, principal, stored, toCommand(body), ifMatch)
    return incidentAnswer(services, principal, incident)
  },
})

function toCommand(request: TransitionRequest): Command {
  if (request.type !== 'defer' && request.type !== 'extend') return request
  return { type: request.type, untilMs: Date.parse(request.until), reason: request.reason }
}
