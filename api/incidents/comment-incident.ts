import { giveCommand, incidentAnswer } from '#api/incidents/give-command.ts'
import { incidentAt, incidentPathSchema } from '#api/incidents/incident-path.ts'
import { operation } from '#api/operation.ts'
import { commentSchema, incidentSchema } from '#domain/api/incident.ts'

export const commentIncident = operation({
  id: 'commentIncident',
  method: 'POST',
  path: '/v1/incidents/{id}/comments',
  tag: 'Incidents',
  summary: 'Adds a note to the case file, in any status.',
  permission: 'incidents.comment',
  params: incidentPathSchema,
  body: commentSchema,
  idempotent: true,
  answers: { status: 200, schema: incidentSchema, description: 'The incident with the note in its file' },
  async handle(services, { path, body, principal }) {
    const incident = await giveCommand(
      services,
      principal,
      await incidentAt(services, path.id),
      { type: 'comment', text: body.text },
      'any',
    )
    return incidentAnswer(services, principal, incident)
  },
})
