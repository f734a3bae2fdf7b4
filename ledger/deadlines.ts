import type { Write } from '#domain/ports.ts'
import { keys } from '#ledger/keys.ts'
import { timerWrite } from '#ledger/outbox.ts'
import { deleteRow, putRow } from '#ledger/row-type.ts'
import type { Deadline } from '#ledger/rows/event-rows.ts'

/** A queue delays a message by at most 900 s; what is due later waits for the sweep of its minute. */
const shortTimerMs = 900_000

export function deadlineId(deadline: Deadline): string {
  if (deadline.type === 'acknowledge') return `acknowledge#${deadline.incidentId}#${deadline.revision}`
  return `wake#${deadline.scenario}#${deadline.key}#${deadline.name}`
}

/** Arms a deadline; one that is due soon also gets a short timer. */
export function armWrites(deadline: Deadline, nowMs: number): Write[] {
  const id = deadlineId(deadline)
  const row = putRow(keys.deadline(deadline.dueAtMs, id), deadline, 0)
  return deadline.dueAtMs - nowMs <= shortTimerMs ? [row, timerWrite(id, deadline.dueAtMs, nowMs)] : [row]
}

/** Removes a deadline that was armed and has not been dealt with. */
export function disarmWrite(deadline: Deadline): Write {
  return deleteRow(keys.deadline(deadline.dueAtMs, deadlineId(deadline)), 1)
}
