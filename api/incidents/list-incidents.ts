import { listPage } from '#api/list-page.ts'
import { operation } from '#api/operation.ts'
import { presentIncident } from '#api/present.ts'
import { incidentsPageSchema, incidentsQuerySchema } from '#domain/api/incident.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { isEnded } from '#domain/incident/incident.ts'
import { views } from '#ledger/keys.ts'
import { incidentRow } from '#ledger/rows/incident-rows.ts'

export const listIncidents = operation({
  id: 'listIncidents',
  method: 'GET',
  path: '/v1/incidents',
  tag: 'Incidents',
  summary: 'Incidents, newest first. `status=open` is everything not yet ended; an open one never drops out of a time window.',
  permission: 'incidents.read',
  query: incidentsQuerySchema,
  answers: { status: 200, schema: incidentsPageSchema, description: 'One page' },
  async handle(services, { query, principal }) {
    const { cursor: _cursor, limit: _limit, ...filter } = query
    const [from, to, since] = [query.from, query.to, query.updatedSince].map((time) => (time === undefined ? undefined : Date.parse(time)))
    const matches = (incident: Incident) =>
      (query.scenario === undefined || incident.scenario === query.scenario) &&
      (query.status === undefined || (query.status === 'open' ? !isEnded(incident) : incident.status === query.status)) &&
      (query.severity === undefined || incident.severity === query.severity) &&
      (query.area === undefined || incident.areaId === query.area) &&
      (from === undefined || incident.openedAtMs >= from) &&
      (to === undefined || incident.openedAtMs < to) &&
      (since === undefined || incident.updatedAtMs >= since)
    const open = query.status === 'open'
    const page = await listPage(
      {
        type: incidentRow,
        services,
        question: `incidents ${JSON.stringify(filter)}`,
        query,
        view: open ? 'b' : 'a',
        pk: (open ? views.openIncidents(0, '') : views.incidents(0, '')).pk,
        newestFirst: true,
      },
      matches,
    )
    const items = page.values.map((incident) => presentIncident(incident, services.county.offsetMinutes, principal))
    return { status: 200, body: { items, ...(page.next && { next: page.next }) } }
  },
})
