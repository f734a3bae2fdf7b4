import { mapEntries } from '#domain/entries.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type { riskList } from '#domain/observation/kinds/risk-list.ts'
import type { ListHistory } from '#scenarios/epidemic-control/memory/lists.ts'
import type { ListEntry } from '#scenarios/epidemic-control/risk/list-entry.ts'
import type { RiskLevel } from '#scenarios/epidemic-control/risk/snapshot.ts'

/** An unbroken run of lists: the first and the last, epoch ms. */
type Run = ListHistory['entries'][string][number]

export const noLists: ListHistory = { lists: [], entries: {}, counties: [], pending: {} }

const dayMs = 86_400_000
/** Twice the longest look-back and the week after it: a person's oldest stay may still be judged by the list of its day. */
const daysKept = 35
/**
 * About 108 KB of a memory's 400: three bytes a character. More is reduced to counties: then a person looks at every stay
 * there, and nobody is let through unseen. In November 2022 that would have been Ürümqi.
 */
const mostCharacters = 36_000

/** The history with one part more, or the very same when it is known. A list counts once all its parts are there. */
export function withPart(history: ListHistory, body: BodyOf<typeof riskList>): ListHistory {
  const timeMs = Date.parse(body.listTime)
  const newestMs = history.lists.at(-1)?.[0] ?? timeMs
  const known = history.lists.find(([time]) => time === timeMs)?.[1] ?? []
  if (known.includes(body.hash) || timeMs < newestMs - daysKept * dayMs) return history
  const name = `${timeMs}|${body.hash}`
  const parts = { ...history.pending[name], [body.part]: body.entries.map(keyOf) }
  const counties = body.counties.length > 0 ? body.counties : history.counties
  if (Object.keys(parts).length < body.parts) return { ...history, counties, pending: newestPending(history.pending, name, parts) }
  const { [name]: _complete, ...pending } = history.pending
  return pruned(withList({ ...history, counties, pending }, timeMs, body.hash, new Set(Object.values(parts).flat())))
}

/**
 * Entries in force at some time between two moments, each with the first list of that run. An entry of the newest list holds
 * until the next one, at most as long as the policy lets an area stand without new cases.
 */
export function entriesBetween(
  history: ListHistory,
  fromMs: number,
  untilMs: number,
  lifetimeMs: number,
): (ListEntry & { listTimeMs: number })[] {
  const times = history.lists.map(([time]) => time)
  return Object.entries(history.entries).flatMap(([key, runs]) => {
    const run = runs.find(([first, last]) => first <= untilMs && (times.find((time) => time > last) ?? last + lifetimeMs) > fromMs)
    return run ? [{ ...entryOf(key), listTimeMs: run[0] }] : []
  })
}

/** The newest whole list with its entries by level, and a newer one of which parts are still missing. */
export function listInForce({ lists, entries, pending }: ListHistory): Record<RiskLevel, number> & {
  listTimeMs?: number
  hash?: string
  waiting?: { listTimeMs: number; parts: number }
} {
  const [listTimeMs, hashes = []] = lists.at(-1) ?? []
  const counts = { high: 0, middle: 0, low: 0 }
  for (const [key, runs] of Object.entries(entries)) if (runs.some(([, last]) => last === listTimeMs)) counts[entryOf(key).level]++
  const [[name, parts] = []] = Object.entries(pending)
  const waitingMs = Number(name?.split('|')[0])
  const hash = hashes.at(-1)
  return {
    ...counts,
    ...(listTimeMs !== undefined && { listTimeMs }),
    ...(hash !== undefined && { hash }),
    ...(parts && waitingMs >= (listTimeMs ?? 0) && { waiting: { listTimeMs: waitingMs, parts: Object.keys(parts).length } }),
  }
}

/** Whether lists say all along what held between two moments: none older than `staleMs` when the next one came. */
export function listsCover(history: ListHistory, fromMs: number, untilMs: number, staleMs: number): boolean {
  const times = history.lists.map(([time]) => time)
  let heldUntilMs = (times.findLast((time) => time <= fromMs) ?? Number.NEGATIVE_INFINITY) + staleMs
  for (const time of times.filter((one) => one > fromMs && one <= untilMs)) {
    if (time > heldUntilMs) return false
    heldUntilMs = time + staleMs
  }
  return heldUntilMs >= untilMs
}

/** Only the newest incomplete list is waited for; one that never gets complete is missing, which makes stays amber. */
function newestPending(pending: ListHistory['pending'], name: string, parts: Record<number, string[]>): ListHistory['pending'] {
  const others = Object.keys(pending).filter((one) => one !== name)
  if (others.some((one) => Number(one.split('|')[0]) > Number(name.split('|')[0]))) return pending
  const characters = Object.values(parts).flat().join('').length
  const kept = mapEntries(parts, (keys) => (characters > mostCharacters ? [...new Set(keys.map(countyOf))] : keys))
  return { [name]: kept }
}

function withList(history: ListHistory, timeMs: number, hash: string, keys: ReadonlySet<string>): ListHistory {
  const others = history.lists.filter(([time]) => time !== timeMs)
  const hashes = [...(history.lists.find(([time]) => time === timeMs)?.[1] ?? []), hash]
  const list: ListHistory['lists'][number] = [timeMs, hashes]
  const lists = [...others, list].sort((a, b) => a[0] - b[0])
  const at = lists.findIndex(([time]) => time === timeMs)
  const [before, after] = [lists[at - 1]?.[0], lists[at + 1]?.[0]]
  const entries: ListHistory['entries'] = {}
  for (const key of new Set([...Object.keys(history.entries), ...keys])) {
    const runs = runsAfter(history.entries[key] ?? [], timeMs, keys.has(key), before, after)
    if (runs.length > 0) entries[key] = runs
  }
  return { ...history, lists, entries }
}

/** A list that comes late, or is published again, splits or joins runs: what it says holds for its own hour. */
function runsAfter(runs: Run[], timeMs: number, isListed: boolean, before: number | undefined, after: number | undefined): Run[] {
  const split = runs.flatMap(([first, last]): Run[] => {
    if (timeMs < first || timeMs > last) return [[first, last]]
    const left: Run[] = before !== undefined && first <= before ? [[first, before]] : []
    const right: Run[] = after !== undefined && after <= last ? [[after, last]] : []
    return [...left, ...right]
  })
  if (!isListed) return split
  const left = split.find(([, last]) => last === before)
  const right = split.find(([first]) => first === after)
  const joined: Run = [left?.[0] ?? timeMs, right?.[1] ?? timeMs]
  return [...split.filter((run) => run !== left && run !== right), joined].sort((a, b) => a[0] - b[0])
}

function pruned(history: ListHistory): ListHistory {
  const oldestMs = (history.lists.at(-1)?.[0] ?? 0) - daysKept * dayMs
  const entries = Object.fromEntries(Object.entries(history.entries).filter(([, runs]) => runs.some(([, last]) => last >= oldestMs)))
  const pending = Object.fromEntries(Object.entries(history.pending).filter(([name]) => Number(name.split('|')[0]) >= oldestMs))
  return reduced({ ...history, lists: history.lists.filter(([time]) => time >= oldestMs), entries, pending })
}

function reduced(history: ListHistory): ListHistory {
  const characters = Object.entries(history.entries).reduce((sum, [key, runs]) => sum + key.length + 10 * runs.length, 0)
  if (characters <= mostCharacters) return history
  const entries: ListHistory['entries'] = {}
  for (const [key, runs] of Object.entries(history.entries)) {
    const county = countyOf(key)
    const [first, last] = [Math.min(...runs.map(([one]) => one)), Math.max(...runs.map(([, one]) => one))]
    const known = entries[county]?.[0]
    entries[county] = [[Math.min(first, known?.[0] ?? first), Math.max(last, known?.[1] ?? last)]]
  }
  return { ...history, entries }
}

/** The same entry as far as its county: no text, so that a person has to look. */
function countyOf(key: string): string {
  return keyOf({ ...entryOf(key), text: '' })
}

function keyOf({ level, scope, text }: ListEntry): string {
  return `${level}|${scope}|${text}`
}

function entryOf(key: string): ListEntry {
  const [level, scope = '', ...text] = key.split('|')
  return { level: level as RiskLevel, scope, text: text.join('|') }
}
