import { giveCommand } from '#api/incidents/give-command.ts'
import { incidentAt } from '#api/incidents/incident-path.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { taskAnswer } from '#api/tasks/task-path.ts'
import { dispatchSchema, taskWithIncidentSchema } from '#domain/api/incident.ts'

export const dispatchTask = operation({
  id: 'dispatchTask',
  method: 'POST',
  path: '/v1/tasks',
  tag: 'Tasks',
  summary: 'Dispatches a confirmed incident to a responder.',
  permission: 'incidents.dispatch',
  body: dispatchSchema,
  idempotent: true,
  answers: { status: 201, schema: taskWithIncidentSchema, description: 'The task and its incident' },
  async handle(services, { body, principal }) {
    const responder = services.county.people.find(({ id, roles }) => id === body.assignee && roles.includes('responder'))
    if (!responder)
      throw new Problem('bad-request', { errors: [{ path: 'body.assignee', message: 'nobody with the role responder has this id' }] })
    const command = { type: 'dispatch' as const, assignee: responder.id, ...(body.note && { note: body.note }) }
    const incident = await giveCommand(services, principal, await incidentAt(services, body.incidentId), command, 'any')
    return { ...taskAnswer(services, principal, incident), status: 201, location: `/v1/tasks/${incident.task?.id}` }
  },
})
