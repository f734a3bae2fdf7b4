import { listPage } from '#api/list-page.ts'
import { operation } from '#api/operation.ts'
import { presentIncident, presentTask } from '#api/present.ts'
import { Problem } from '#api/problem.ts'
import { tasksPageSchema, tasksQuerySchema } from '#domain/api/incident.ts'
import { may } from '#domain/people/permissions.ts'
import { readIncidents } from '#ledger/incidents.ts'
import { views } from '#ledger/keys.ts'
import { taskRow } from '#ledger/rows/incident-rows.ts'

export const listTasks = operation({
  id: 'listTasks',
  method: 'GET',
  path: '/v1/tasks',
  tag: 'Tasks',
  summary: "A responder's current tasks, newest first; without `assignee` one's own. Responders see only their own.",
  permission: 'tasks.read',
  query: tasksQuerySchema,
  answers: { status: 200, schema: tasksPageSchema, description: 'One page' },
  async handle(services, { query, principal }) {
    const assignee = query.assignee === undefined || query.assignee === 'me' ? principal.id : query.assignee
    if (assignee !== principal.id && !may(principal.roles, 'people.read'))
      throw new Problem('forbidden', { detail: 'responders see only their own tasks' })
    const listing = {
      type: taskRow,
      services,
      question: `tasks ${assignee}`,
      query,
      view: 'a' as const,
      pk: views.tasksOf(assignee, 0, '').pk,
      newestFirst: true,
    }
    const page = await listPage(listing, () => true)
    const incidents = await readIncidents(services.store, [...new Set(page.values.map(({ incidentId }) => incidentId))])
    const items = page.values.flatMap(({ id, incidentId }) => {
      const incident = incidents.get(incidentId)?.incident
      if (!incident?.task || incident.task.id !== id) return []
      const { offsetMinutes } = services.county
      return [
        { task: presentTask(incidentId, incident.task, offsetMinutes), incident: presentIncident(incident, offsetMinutes, principal) },
      ]
    })
    return { status: 200, body: { items, ...(page.next && { next: page.next }) } }
  },
})
