import { isEnded } from '#domain/incident/incident.ts'
import type { Clock, Store } from '#domain/ports.ts'
import { readIncidents } from '#ledger/incidents.ts'
import { type QueueLine, readLinked, readWaiting, readWaitingOf } from '#scenarios/epidemic-control/rows.ts'
import { colourPlace } from '#scenarios/epidemic-control/screening/listing.ts'
import type { Waiting } from '#scenarios/epidemic-control/screening/queue-lines.ts'

type Services = { store: Store; clock: Pick<Clock, 'now'> }
type Asked = { after: string; limit: number; colour: 'amber' | 'red' | undefined }

/** Lines whose time is over or whose incident was ended on the desk are passed over: after so many the page ends early. */
const linesReadAtMost = 1_000
/** People behind one entry; more would be a mistaken key, not one person. */
const mostRefs = 20

/**
 * One page of the queue, each entry with all the lines of one person, the gravest first. It reads the lines of the page and
 * what belongs to the people on it, however many others wait; `last` is where the next page begins.
 */
export async function queuePage(
  { store, clock }: Services,
  { after, limit, colour }: Asked,
): Promise<{ entries: Waiting[][]; last?: string }> {
  const entries: Waiting[][] = []
  const bounds = boundsOf(colour)
  const isOpen = openNow(store, clock.now())
  let position = after > bounds.after ? after : bounds.after
  for (let read = 0; read < linesReadAtMost; ) {
    const wanted = limit + 1 - entries.length
    const lines = await readWaiting(store, { ...bounds, after: position, limit: wanted })
    const groups = await Promise.all((await isOpen(lines)).map((line) => together(store, clock.now(), line, isOpen)))
    for (const [first, ...others] of groups) {
      if (first?.isHead !== true) continue
      if (entries.length === limit) return { entries, last: position }
      entries.push([first.waiting, ...others.map(({ waiting }) => waiting)])
      position = first.place
    }
    position = lines.at(-1)?.place ?? position
    if (lines.length < wanted) return { entries }
    read += lines.length
  }
  return { entries, last: position }
}

/** The places that a colour takes; `~` stands behind everything that a place can hold. */
function boundsOf(colour: Asked['colour']): { after: string; before?: string } {
  if (colour === undefined) return { after: '' }
  return { after: `${colourPlace(colour)}`, before: `${colourPlace(colour)}~` }
}

/** Leaves the lines that somebody has still to work on: remembered, and no officer has ended the incident. */
function openNow(store: Store, nowMs: number) {
  return async (lines: QueueLine[]): Promise<QueueLine[]> => {
    const remembered = lines.filter(({ waiting }) => waiting.forgetAtMs > nowMs)
    const incidents = await readIncidents(store, [...new Set(remembered.flatMap(({ waiting }) => waiting.incidentId ?? []))])
    return remembered.filter(({ waiting: { incidentId } }) => {
      const stored = incidentId ? incidents.get(incidentId) : undefined
      return !stored || !isEnded(stored.incident)
    })
  }
}

/** All lines of the person behind a line, that one first. It is the head when no other stands before it: there they are shown. */
async function together(
  store: Store,
  nowMs: number,
  line: QueueLine,
  isOpen: (lines: QueueLine[]) => Promise<QueueLine[]>,
): Promise<(QueueLine & { isHead?: boolean })[]> {
  const refs = new Set([line.waiting.ref])
  const seen = new Map<string, QueueLine>()
  const links = new Set<string>()
  for (const ref of refs) {
    if (refs.size > mostRefs) break
    for (const other of await readWaitingOf(store, ref)) seen.set(other.place, other)
    const fresh = [...seen.values()].flatMap(({ waiting }) => waiting.linkKeys ?? []).filter((link) => !links.has(link))
    for (const link of fresh) links.add(link)
    for (const linked of fresh.length > 0 ? await readLinked(store, fresh, nowMs) : []) refs.add(linked)
  }
  const others = [...seen.values()].filter(({ place }) => place !== line.place)
  const ordered = (others.length > 0 ? await isOpen(others) : []).sort((a, b) => (a.place < b.place ? -1 : 1))
  return [{ ...line, isHead: ordered.every(({ place }) => place > line.place) }, ...ordered]
}
