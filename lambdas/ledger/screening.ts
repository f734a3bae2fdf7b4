import type { KeyMemory } from '#domain/detection/advance.ts'
import type { Store, Write } from '#domain/ports.ts'
import { keys, views } from '#lambdas/ledger/keys.ts'
import type { EpidemicMemory } from '#lambdas/scenarios/epidemic-control/detector.ts'
import type { Identity } from '#lambdas/scenarios/epidemic-control/screening/identity-step.ts'
import { clusterKey, identityKey, permitKey, prefectureKey } from '#lambdas/scenarios/epidemic-control/screening/memory-keys.ts'
import type { Person } from '#lambdas/scenarios/epidemic-control/screening/person.ts'
import { subjectOf } from '#lambdas/scenarios/epidemic-control/screening/person-findings.ts'
import type { Tally } from '#lambdas/scenarios/epidemic-control/screening/tally.ts'
import type { CaseHistory } from '#lambdas/scenarios/epidemic-control/streets/case-history.ts'

export const screeningScenario = 'epidemic-control'

/** Somebody as one prefecture remembers them, and the incident about it. */
export type ScreenedPerson = { ref: string; prefecture: string; key: string; person: Person; incidentId?: string }

/** Somebody looked at people's data, or changed it: who, when, for what, and what. Nothing in it says who was looked at. */
export type ScreeningRead = { id: string; by: string; atMs: number; purpose: string; what: string }

/** Records of how personal data was handled are kept for three years (Personal Information Protection Law, article 56). */
const readsKeptForSeconds = 3 * 366 * 86_400
/** Memories of up to 400 KB are read so many at a time. */
const memoriesAtOnce = 25

/** The memories of the scenario by these keys, one after the other. */
async function* memoriesOf(
  store: Store,
  names: readonly string[],
): AsyncGenerator<{ key: string; memory: KeyMemory; detector: EpidemicMemory }> {
  for (let start = 0; start < names.length; start += memoriesAtOnce) {
    const part = names.slice(start, start + memoriesAtOnce)
    const items = await store.get(part.map((name) => keys.memory(screeningScenario, name)))
    for (const [at, item] of items.entries()) {
      const memory = item?.value as KeyMemory | undefined
      if (memory) yield { key: part[at] as string, memory, detector: (memory.detector ?? {}) as EpidemicMemory }
    }
  }
}

async function memoryOf(store: Store, name: string): Promise<EpidemicMemory | undefined> {
  for await (const { detector } of memoriesOf(store, [name])) return detector
  return undefined
}

/** Everybody who was screened and whose time is not over; what has expired cannot be read, deleted or not. */
export async function readScreened(store: Store, nowMs: number): Promise<ScreenedPerson[]> {
  const { screened = [] } = (await memoryOf(store, permitKey)) ?? {}
  return peopleIn(store, screened, nowMs)
}

/** What is remembered of one reference; `undefined` when nothing is, or no longer. */
export async function readScreenedPerson(
  store: Store,
  ref: string,
  nowMs: number,
): Promise<{ identity: Identity; places: ScreenedPerson[] } | undefined> {
  const identity = (await memoryOf(store, identityKey(ref)))?.identity?.people[ref]
  if (!identity || identity.forgetAtMs <= nowMs) return undefined
  const names = identity.prefectures.map((prefecture) => prefectureKey(prefecture, ref))
  return { identity, places: (await peopleIn(store, names, nowMs)).filter((one) => one.ref === ref) }
}

/** What the cells of the grid remember, for those by these names. */
export async function readPresence(store: Store, names: readonly string[]) {
  const sightings = []
  for await (const { detector } of memoriesOf(store, names)) sightings.push(...(detector.presence?.sightings ?? []))
  return sightings
}

/** Verdicts and minutes of every prefecture in which somebody was screened, by prefecture. */
export async function readTallies(store: Store): Promise<{ prefecture: string; tally: Tally }[]> {
  const { screened = [] } = (await memoryOf(store, permitKey)) ?? {}
  const tallies: { prefecture: string; tally: Tally }[] = []
  for await (const { key, detector } of memoriesOf(store, screened))
    if (detector.prefecture) tallies.push({ prefecture: prefectureIn(key), tally: detector.prefecture.tally })
  return tallies
}

/** The counts of all streets. */
export async function readStreetCounts(store: Store): Promise<Record<string, CaseHistory>> {
  return (await memoryOf(store, clusterKey))?.clusters?.streets ?? {}
}

/** The row that a look leaves. It is written before anything is answered, and never changed. */
export function screeningReadWrite(read: ScreeningRead): Write {
  return {
    type: 'put',
    key: keys.screeningRead(read.atMs, read.id),
    value: read,
    ifVersion: 0,
    views: { a: views.screeningReads(read.atMs, read.id) },
    expiresAtSeconds: Math.floor(read.atMs / 1000) + readsKeptForSeconds,
  }
}

async function peopleIn(store: Store, names: readonly string[], nowMs: number): Promise<ScreenedPerson[]> {
  const found: ScreenedPerson[] = []
  for await (const { key, memory, detector } of memoriesOf(store, names)) {
    for (const [ref, person] of Object.entries(detector.prefecture?.people ?? {})) {
      if (person.forgetAtMs <= nowMs) continue
      const incidentId = memory.episodes[subjectOf(ref)]?.incidentId
      found.push({ ref, prefecture: prefectureIn(key), key, person, ...(incidentId && { incidentId }) })
    }
  }
  return found
}

function prefectureIn(key: string): string {
  return key.split(':')[1] ?? ''
}
