import type { Raise } from '#domain/findings/finding.ts'
import type { Shelf } from '#domain/incident/shelf.ts'
import { type SuppressionReason, withheldOnce } from '#domain/incident/withheld.ts'
import type { DeviceId } from '#domain/observation/device.ts'
import type { Write } from '#domain/ports.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import { keys } from '#ledger/keys.ts'
import { putRow } from '#ledger/row-type.ts'
import { heldWrite } from '#ledger/shelves.ts'

const timerPrefix = 'shelf:'
const keptSeconds = 400 * 86_400

/** The timer that looks again at what a shelf holds back; no detector sees it. */
export function shelfTimer(subject: string): string {
  return `${timerPrefix}${subject}`
}

export function isShelfTimer(name: string): boolean {
  return name.startsWith(timerPrefix)
}

/** Memory after a shelf is over for a subject: what was held back is let go, to be placed like something just found. */
export function releaseShelved(memory: KeyMemory, name: string): { memory: KeyMemory; raise?: Raise } {
  const subject = name.slice(timerPrefix.length)
  const raise = memory.held?.[subject]?.raise
  return raise ? { memory: forgetShelved(memory, subject), raise } : { memory }
}

/** Memory after a finding was held back by a shelf until that ends. */
export function holdShelved(memory: KeyMemory, raise: Raise, { id: shelf, untilMs }: Shelf): KeyMemory {
  const timers = { ...memory.timers, [shelfTimer(raise.subject)]: untilMs }
  return { ...memory, held: { ...memory.held, [raise.subject]: { raise, shelf } }, timers }
}

/** Memory after the condition of a subject ended while it was shelved: there is nothing left to come back. */
export function forgetShelved(memory: KeyMemory, subject: string): KeyMemory {
  if (!memory.held?.[subject]) return memory
  const { [subject]: _held, ...held } = memory.held
  const { [shelfTimer(subject)]: _due, ...timers } = memory.timers
  return { ...memory, held, timers }
}

export function countedWithheld(memory: KeyMemory, why: SuppressionReason, device: DeviceId, atMs: number): KeyMemory {
  return { ...memory, withheld: withheldOnce(memory.withheld, why, device, atMs) }
}

/** The rows beside the memory: the day's count when it has changed, and where a shelf finds what it holds back. */
export function heldBackWrites(
  scenario: string,
  key: string,
  version: number,
  before: KeyMemory,
  after: KeyMemory,
  shelves: readonly Shelf[],
): { memory: KeyMemory; writes: Write[] } {
  const notes = Object.entries(after.held ?? {}).flatMap(([subject, { shelf: id }]) => {
    const shelf = shelves.find((one) => one.id === id)
    return shelf && before.held?.[subject]?.shelf !== id ? [heldWrite(shelf, { key, subject }, version)] : []
  })
  const day = after.withheld
  if (!day || day === before.withheld) return { memory: after, writes: notes }
  const row = putRow(keys.withheld(day.day, scenario, key), { scenario, counts: day.counts }, day.writes, {
    expiresAtSeconds: Math.floor(Date.parse(day.day) / 1000) + keptSeconds,
  })
  return { memory: { ...after, withheld: { ...day, writes: day.writes + 1 } }, writes: [...notes, row] }
}
