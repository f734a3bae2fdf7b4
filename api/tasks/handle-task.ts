import { giveCommand, incidentAnswer } from '#api/incidents/give-command.ts'
import { operation } from '#api/operation.ts'
import { incidentOfTask, taskAnswer, taskPathSchema } from '#api/tasks/task-path.ts'
import { declineSchema, incidentSchema, reportSchema, taskWithIncidentSchema } from '#domain/api/incident.ts'

/** What the assigned responder does with a task; all four are alike but for the command they give. */
const step = { method: 'POST', tag: 'Tasks', permission: 'tasks.handle', params: taskPathSchema } as const
const answers = { status: 200, schema: taskWithIncidentSchema, description: 'The task and its incident' } as const

export const acceptTask = operation({
  ...step,
  id: 'acceptTask',
  path: '/v1/tasks/{id}/accept',
  summary: 'The responder takes the task: 处置 begins.',
  answers,
  async handle(services, { path, principal }) {
    return taskAnswer(
      services,
      principal,
      await giveCommand(services, principal, await incidentOfTask(services, path.id), { type: 'accept' }, 'any'),
    )
  },
})

export const arriveAtTask = operation({
  ...step,
  id: 'arriveAtTask',
  path: '/v1/tasks/{id}/arrive',
  summary: 'The responder is on site.',
  answers,
  async handle(services, { path, principal }) {
    return taskAnswer(
      services,
      principal,
      await giveCommand(services, principal, await incidentOfTask(services, path.id), { type: 'arrive' }, 'any'),
    )
  },
})

export const reportTask = operation({
  ...step,
  id: 'reportTask',
  path: '/v1/tasks/{id}/report',
  summary: 'The responder reports what was done: 反馈.',
  body: reportSchema,
  answers,
  async handle(services, { path, body, principal }) {
    const incident = await giveCommand(services, principal, await incidentOfTask(services, path.id), { type: 'report', ...body }, 'any')
    return taskAnswer(services, principal, incident)
  },
})

export const declineTask = operation({
  ...step,
  id: 'declineTask',
  path: '/v1/tasks/{id}/decline',
  summary: 'The responder gives the task back with a reason; the incident waits for another dispatch.',
  body: declineSchema,
  answers: { status: 200, schema: incidentSchema, description: 'The incident, without a task' },
  async handle(services, { path, body, principal }) {
    const incident = await giveCommand(services, principal, await incidentOfTask(services, path.id), { type: 'decline', ...body }, 'any')
    return incidentAnswer(services, principal, incident)
  },
})
