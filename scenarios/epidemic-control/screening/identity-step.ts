import type { Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { arrival } from '#domain/observation/kinds/arrival.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import type { Identity, IdentityMemory } from '#scenarios/epidemic-control/memory/people.ts'
import { policyAt } from '#scenarios/epidemic-control/risk/policies.ts'
import type { EpidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { prefecturesOf } from '#scenarios/epidemic-control/screening/memory-keys.ts'
import { shortRef } from '#scenarios/epidemic-control/screening/person.ts'
import { forgetTimer, graceDays } from '#scenarios/epidemic-control/screening/prefecture-step.ts'

const dayMs = 86_400_000
/** With sealed identities of 2 KB each two thirds of a memory's 400 KB. Whoever comes after is judged, but not found by name. */
const mostPeople = 120
const mostCells = 60
const mostLinks = 4
/** A link takes a line and a commit a hundred: whoever is left is forgotten by the next step, a second later. */
const forgottenAtOnce = 20
const nextStepMs = 1_000

type Arrived = ObservationOf<typeof arrival>

/** Remembers where somebody's stays are kept and their sealed identity. */
export function onIdentity(memory: IdentityMemory | undefined, seen: Arrived, limits: EpidemicLimits): Step<IdentityMemory | undefined> {
  const { body, observedAtMs } = seen
  const ref = shortRef(body.personRef)
  const before = memory?.people ?? {}
  const known = before[ref]
  const lookBackDays = policyAt(limits.screening.policies, observedAtMs)?.lookBackDays ?? 0
  const forgetAtMs = Math.max(known?.forgetAtMs ?? 0, lookBackDays > 0 ? observedAtMs + (lookBackDays + graceDays) * dayMs : 0)
  if (forgetAtMs <= seen.receivedAtMs || (!known && Object.keys(before).length >= mostPeople)) return quiet(memory)
  const sealed = body.sealed ?? known?.sealed
  const linkKeys = joined(known?.linkKeys, body.linkKeys.map(shortRef)).slice(-mostLinks)
  const person: Identity = {
    forgetAtMs,
    prefectures: joined(known?.prefectures, prefecturesOf(body)),
    companions: joined(known?.companions, body.companions.map(shortRef)),
    cells: joined(
      known?.cells,
      body.presence.map(({ cell }) => cellName(cell)),
    ).slice(-mostCells),
    ...(sealed !== undefined && { sealed }),
    ...(linkKeys.length > 0 && { linkKeys }),
  }
  const people = { ...before, [ref]: person }
  return { memory: { people }, findings: [], timers: forgetTimer(people) }
}

export function onForgetIdentity({ people }: IdentityMemory, wake: Wake): Step<IdentityMemory> {
  const over = Object.entries(people).flatMap(([ref, { forgetAtMs }]) => (forgetAtMs <= wake.observedAtMs ? [ref] : []))
  const gone = new Set(over.slice(0, forgottenAtOnce))
  const left = Object.fromEntries(Object.entries(people).filter(([ref]) => !gone.has(ref)))
  const timers = over.length > gone.size ? [{ name: 'forget', dueAtMs: wake.observedAtMs + nextStepMs }] : forgetTimer(left)
  return { memory: { people: left }, findings: [], timers }
}

export function onErasedIdentity(memory: IdentityMemory | undefined, ref: string): Step<IdentityMemory | undefined> {
  if (!memory?.people[ref]) return quiet(memory)
  const { [ref]: _gone, ...people } = memory.people
  return { memory: { people }, findings: [], timers: forgetTimer(people) }
}

/** Enough of a cell's keyed hash to tell the county's cells apart. */
export function cellName(cell: string): string {
  return cell.slice(0, 16)
}

function joined(before: string[] = [], after: string[] = []): string[] {
  return [...new Set([...before, ...after])]
}
