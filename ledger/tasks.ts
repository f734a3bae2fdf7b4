import type { Incident } from '#domain/incident/incident.ts'
import type { Store, Write } from '#domain/ports.ts'
import { keys, views } from '#ledger/keys.ts'
import { putRow, readRow } from '#ledger/row-type.ts'
import type { TaskPointer } from '#ledger/rows/incident-rows.ts'

/** A new task also gets a row by which it is found and listed for its assignee. */
export function taskWrites(before: Incident, after: Incident): Write[] {
  const { task } = after
  if (!task || task.id === before.task?.id) return []
  const { id, assignee, assignedAtMs } = task
  const listed = { a: views.tasksOf(assignee, assignedAtMs, id) }
  return [putRow(keys.task(id), { id, incidentId: after.id, assignee, assignedAtMs }, 0, { views: listed })]
}

export async function readTaskPointer(store: Store, id: string): Promise<TaskPointer | undefined> {
  return (await readRow(store, keys.task(id)))?.value
}
