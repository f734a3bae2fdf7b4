import type { Store, Write } from '#domain/ports.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import { keys, views } from '#ledger/keys.ts'
import { detectorOf } from '#ledger/memories.ts'
import { putRow, rangeRows, rowOf } from '#ledger/row-type.ts'
import { memoryRow } from '#ledger/rows/memory-row.ts'
import type { ListHistory } from '#scenarios/epidemic-control/memory/lists.ts'
import type { Identity, Person, Tally } from '#scenarios/epidemic-control/memory/people.ts'
import type { CaseHistory } from '#scenarios/epidemic-control/memory/streets.ts'
import { type EpidemicMemory, epidemicMemory } from '#scenarios/epidemic-control/memory.ts'
import {
  type ImportedList,
  importedListRow,
  linkedRow,
  readsView,
  type ScreeningRead,
  screeningKeys,
  waitingRow,
} from '#scenarios/epidemic-control/row-types.ts'
import { linkList, queueList } from '#scenarios/epidemic-control/screening/listing.ts'
import { clusterKey, identityKey, permitKey, prefectureKey } from '#scenarios/epidemic-control/screening/memory-keys.ts'
import { subjectOf } from '#scenarios/epidemic-control/screening/person-findings.ts'
import { noPrefecture } from '#scenarios/epidemic-control/screening/prefecture-step.ts'
import type { Waiting } from '#scenarios/epidemic-control/screening/queue-lines.ts'

export const screeningScenario = 'epidemic-control'

/** Somebody as one prefecture remembers them, and the incident about it. */
export type ScreenedPerson = { ref: string; prefecture: string; key: string; person: Person; lists: ListHistory; incidentId?: string }

/** A line of the queue and where it stands. */
export type QueueLine = { place: string; waiting: Waiting }

/** Records of how personal data was handled are kept for three years (Personal Information Protection Law, article 56). */
const readsKeptForSeconds = 3 * 366 * 86_400
const importsKeptForSeconds = 366 * 86_400
/** More references or prefectures than this are not looked for behind one person. */
const mostTogether = 50
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
      if (!item) continue
      const { value: memory } = rowOf(memoryRow, item)
      const detector = detectorOf(screeningScenario, epidemicMemory, memory, item.pk)
      yield { key: part[at] as string, memory, detector: detector ?? {} }
    }
  }
}

async function memoryOf(store: Store, name: string): Promise<EpidemicMemory | undefined> {
  for await (const { detector } of memoriesOf(store, [name])) return detector
  return undefined
}

/** Lines of the queue between two places, in order, with the place of each. Their time may be over. */
export async function readWaiting(store: Store, range: { after: string; before?: string; limit: number }): Promise<QueueLine[]> {
  const { pk } = keys.listed(screeningScenario, queueList, '')
  return (await rangeRows(store, waitingRow, { pk, ...range })).map(({ sk, value }) => ({ place: sk, waiting: value }))
}

/** Where one reference waits: the lines of all its prefectures. */
export async function readWaitingOf(store: Store, ref: string): Promise<QueueLine[]> {
  const { pk } = views.listedGroup(screeningScenario, ref, '')
  const rows = await rangeRows(store, waitingRow, { pk, view: 'a', limit: mostTogether })
  return rows.map(({ sk, value }) => ({ place: sk, waiting: value }))
}

/** References that share one of the keys, which is a hint and no proof that they are one person. */
export async function readLinked(store: Store, linkKeys: readonly string[], nowMs: number): Promise<string[]> {
  const pages = await Promise.all(
    linkKeys.map((link) => rangeRows(store, linkedRow, { pk: keys.listed(screeningScenario, linkList(link), '').pk, limit: mostTogether })),
  )
  const linked = pages.flat().map(({ value }) => value)
  return [...new Set(linked.filter(({ forgetAtMs }) => forgetAtMs > nowMs).map(({ ref }) => ref))]
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

/** What one prefecture knows of the lists, as the first memory in which somebody was screened there has it. */
export type PrefectureLists = { prefecture: string; lists: ListHistory }

/** The lists of every prefecture in which somebody was screened: a list takes effect prefecture by prefecture, each time whole. */
export async function readLists(store: Store): Promise<PrefectureLists[]> {
  const { screened = [] } = (await memoryOf(store, permitKey)) ?? {}
  const first = new Map([...screened].reverse().map((name) => [prefectureIn(name), name]))
  const found: PrefectureLists[] = []
  for await (const { key, detector } of memoriesOf(store, [...first.values()]))
    if (detector.prefecture) found.push({ prefecture: prefectureIn(key), lists: detector.prefecture.lists })
  return found.sort((a, b) => (a.prefecture < b.prefecture ? -1 : 1))
}

/** What was brought in, the newest publication first. */
export async function readImports(store: Store, limit: number): Promise<ImportedList[]> {
  const rows = await rangeRows(store, importedListRow, { pk: screeningKeys.importedList(0, '').pk, limit, newestFirst: true })
  return rows.map(({ value }) => value)
}

/** Keeps what became of an import. Whoever loses a race has told the same of the same publication. */
export async function noteImport(store: Store, list: ImportedList): Promise<void> {
  const key = screeningKeys.importedList(list.listTimeMs, list.hash)
  const [item] = await store.get([key])
  const expiresAtSeconds = Math.floor(list.importedAtMs / 1000) + importsKeptForSeconds
  await store.commit([putRow(key, list, item?.version ?? 0, { expiresAtSeconds })])
}

/** The counts of all streets. */
export async function readStreetCounts(store: Store): Promise<Record<string, CaseHistory>> {
  return (await memoryOf(store, clusterKey))?.clusters?.streets ?? {}
}

/** The row that a look leaves. It is written before anything is answered, and never changed. */
export function screeningReadWrite(read: ScreeningRead): Write {
  return putRow(screeningKeys.read(read.atMs, read.id), read, 0, {
    views: { a: readsView(read.atMs, read.id) },
    expiresAtSeconds: Math.floor(read.atMs / 1000) + readsKeptForSeconds,
  })
}

async function peopleIn(store: Store, names: readonly string[], nowMs: number): Promise<ScreenedPerson[]> {
  const found: ScreenedPerson[] = []
  for await (const { key, memory, detector } of memoriesOf(store, names)) {
    const { people, lists } = detector.prefecture ?? noPrefecture
    for (const [ref, person] of Object.entries(people)) {
      if (person.forgetAtMs <= nowMs) continue
      const incidentId = memory.episodes[subjectOf(ref)]?.incidentId
      found.push({ ref, prefecture: prefectureIn(key), key, person, lists, ...(incidentId && { incidentId }) })
    }
  }
  return found
}

function prefectureIn(key: string): string {
  return key.split(':')[1] ?? ''
}
