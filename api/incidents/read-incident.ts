import { incidentAt, incidentPathSchema } from '#api/incidents/incident-path.ts'
import { operation } from '#api/operation.ts'
import { presentIncident } from '#api/present.ts'
import { incidentSchema } from '#domain/api/incident.ts'

export const readIncidentOperation = operation({
  id: 'readIncident',
  method: 'GET',
  path: '/v1/incidents/{id}',
  tag: 'Incidents',
  summary: 'One incident. Its ETag is what `If-Match` of a transition takes.',
  permission: 'incidents.read',
  params: incidentPathSchema,
  answers: { status: 200, schema: incidentSchema, description: 'The incident' },
  async handle(services, { path, principal }) {
    const { incident } = await incidentAt(services, path.id)
    return { status: 200, body: presentIncident(incident, services.county.offsetMinutes, principal), revision: incident.revision }
  },
})
