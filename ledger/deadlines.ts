import type { Write } from '#domain/ports.ts'
import { keys } from '#ledger/keys.ts'
import { timerWrite } from '#ledger/outbox.ts'

/** Something that has to be looked at when a moment has come, even if no message ever arrives. */
export type Deadline =
  | { type: 'wake'; scenario: string; key: string; name: string; dueAtMs: number }
  /** `revision` is the incident's when the time began, so that two beginnings in one millisecond are two rows. */
  | { type: 'acknowledge'; incidentId: string; revision: number; dueAtMs: number }

/** A queue delays a message by at most 900 s; what is due later waits for the sweep of its minute. */
const shortTimerMs = 900_000

export function deadlineId(deadline: Deadline): string {
  if (deadline.type === 'acknowledge') return `acknowledge#${deadline.incidentId}#${deadline.revision}`
  return `wake#${deadline.scenario}#${deadline.key}#${deadline.name}`
}

/** Arms a deadline; one that is due soon also gets a short timer. */
export function armWrites(deadline: Deadline, nowMs: number): Write[] {
  const id = deadlineId(deadline)
  const row: Write = { type: 'put', key: keys.deadline(deadline.dueAtMs, id), value: deadline, ifVersion: 0 }
  return deadline.dueAtMs - nowMs <= shortTimerMs ? [row, timerWrite(id, deadline.dueAtMs, nowMs)] : [row]
}

/** Removes a deadline that was armed and has not been dealt with. */
export function disarmWrite(deadline: Deadline): Write {
  return { type: 'delete', key: keys.deadline(deadline.dueAtMs, deadlineId(deadline)), ifVersion: 1 }
}
