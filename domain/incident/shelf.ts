import type { Raise } from '#domain/findings/finding.ts'
import type { Actor } from '#domain/incident/incident.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'

/** A nuisance put away for a time, by a person and for a reason (ISA-18.2 shelving): its findings open no incident meanwhile. */
export type Shelf = {
  id: string
  scenario: string
  /** What is shelved: all findings of a subject, or all that only one device saw. */
  of: { subject: string } | { device: string }
  reason: string
  author: Actor
  fromMs: number
  untilMs: number
  ended?: { atMs: number; by: string }
}

/** Whether a shelf is in force at a moment. */
export function holds({ fromMs, untilMs, ended }: Shelf, atMs: number): boolean {
  return fromMs <= atMs && atMs < (ended?.atMs ?? untilMs)
}

/** The shelf that keeps a finding from opening an incident; what is Extreme rings through every shelf unless the scenario says otherwise. */
export function shelfFor(scenario: Pick<Scenario, 'shelvable'>, shelves: readonly Shelf[], raise: Raise, atMs: number): Shelf | undefined {
  const shelvable = scenario.shelvable?.(raise) ?? raise.severity !== 'Extreme'
  return shelvable ? shelves.find((shelf) => holds(shelf, atMs) && concerns(shelf, raise)) : undefined
}

/** A device's shelf concerns what it saw alone: another device that sees the same is no nuisance. */
function concerns({ of }: Shelf, raise: Raise): boolean {
  if ('subject' in of) return of.subject === raise.subject
  return raise.sources.length > 0 && raise.sources.every((source) => source === of.device)
}
