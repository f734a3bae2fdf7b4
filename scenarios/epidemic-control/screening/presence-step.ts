import type { Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { arrival } from '#domain/observation/kinds/arrival.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import type { PresenceMemory, Sighting } from '#scenarios/epidemic-control/memory/people.ts'
import { companionDefaults } from '#scenarios/epidemic-control/screening/companions.ts'
import { cellName } from '#scenarios/epidemic-control/screening/identity-step.ts'
import { cellKey } from '#scenarios/epidemic-control/screening/memory-keys.ts'
import { shortRef } from '#scenarios/epidemic-control/screening/person.ts'

const keptForMs = companionDefaults.withinDays * 86_400_000
/** About 250 KB. Beyond it the oldest go first: what is lost is a hint, never a match with a list. */
const mostSightings = 2_500

/** Remembers in which of this memory's cells somebody was, for the fourteen days in which it can still be asked about. */
export function onPresence(memory: PresenceMemory | undefined, seen: ObservationOf<typeof arrival>): Step<PresenceMemory | undefined> {
  const ref = shortRef(seen.body.personRef)
  const before = memory?.sightings ?? []
  const known = new Set(before.map(identityOf))
  const fresh = seen.body.presence
    .filter(({ cell, to }) => cellKey(cell) === seen.key && Date.parse(to) + keptForMs > seen.receivedAtMs)
    .map(({ cell, from, to }): Sighting => ({ ref, cell: cellName(cell), fromMs: Date.parse(from), toMs: Date.parse(to) }))
    .filter((sighting) => !known.has(identityOf(sighting)))
  if (fresh.length === 0) return quiet(memory)
  return kept([...before, ...fresh].sort((a, b) => a.toMs - b.toMs || (a.ref < b.ref ? -1 : 1)).slice(-mostSightings))
}

/** Two sightings are the same when their fields are, in whatever order they were stored. */
function identityOf({ ref, cell, fromMs, toMs }: Sighting): string {
  return `${ref} ${cell} ${fromMs} ${toMs}`
}

export function onForgetPresence({ sightings }: PresenceMemory, wake: Wake): Step<PresenceMemory> {
  return kept(sightings.filter(({ toMs }) => toMs + keptForMs > wake.observedAtMs))
}

export function onErasedPresence(memory: PresenceMemory | undefined, ref: string): Step<PresenceMemory | undefined> {
  if (!memory?.sightings.some((sighting) => sighting.ref === ref)) return quiet(memory)
  return kept(memory.sightings.filter((sighting) => sighting.ref !== ref))
}

function kept(sightings: Sighting[]): Step<PresenceMemory> {
  const [oldest] = sightings
  return { memory: { sightings }, findings: [], timers: [{ name: 'forget', dueAtMs: oldest && oldest.toMs + keptForMs }] }
}
