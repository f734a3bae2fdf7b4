import type { Key, Write } from '#domain/ports.ts'
import { keys } from '#ledger/keys.ts'
import { deleteRow, putRow } from '#ledger/row-type.ts'
import type { Deadline } from '#ledger/rows/event-rows.ts'

export function deadlineId(deadline: Deadline): string {
  if (deadline.type === 'acknowledge') return `acknowledge#${deadline.incidentId}#${deadline.revision}`
  return `wake#${deadline.scenario}#${deadline.key}#${deadline.name}`
}

/** Arms a deadline: its row is what is promised. Whoever follows the table starts a short timer for one that is due soon. */
export function armWrite(deadline: Deadline): Write {
  return putRow(keys.deadline(deadline.dueAtMs, deadlineId(deadline)), deadline, 0)
}

/** Removes a deadline that was armed and has not been dealt with. */
export function disarmWrite(deadline: Deadline): Write {
  return deleteRow(keys.deadline(deadline.dueAtMs, deadlineId(deadline)), 1)
}

/** What the key of a deadline's row says of it. */
export function dueOf({ sk }: Key): { dueAtMs: number; deadlineId: string } {
  const at = sk.indexOf('#')
  return { dueAtMs: Number(sk.slice(0, at)), deadlineId: sk.slice(at + 1) }
}
