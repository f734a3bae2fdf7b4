import type { Incident } from '#domain/incident/incident.ts'
import type { Store, Write } from '#domain/ports.ts'
import { keys, views } from '#ledger/keys.ts'

/** Where a task is found: the task itself stands in its incident. */
export type TaskPointer = { id: string; incidentId: string; assignee: string; assignedAtMs: number }

/** A new task also gets a row by which it is found and listed for its assignee. */
export function taskWrites(before: Incident, after: Incident): Write[] {
  const { task } = after
  if (!task || task.id === before.task?.id) return []
  const pointer: TaskPointer = { id: task.id, incidentId: after.id, assignee: task.assignee, assignedAtMs: task.assignedAtMs }
  return [
    {
      type: 'put',
      key: keys.task(task.id),
      value: pointer,
      ifVersion: 0,
      views: { a: views.tasksOf(task.assignee, task.assignedAtMs, task.id) },
    },
  ]
}

export async function readTaskPointer(store: Store, id: string): Promise<TaskPointer | undefined> {
  const [item] = await store.get([keys.task(id)])
  return item?.value as TaskPointer | undefined
}
