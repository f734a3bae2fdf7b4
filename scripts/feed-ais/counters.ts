import { type DropReason, dropReasons } from '#scenarios/fishing-ban/aivdm/read-line.ts'

/** What became of everything that was read. */
export type Counters = {
  lines: number
  vessels: number
  heartbeats: number
  acknowledged: number
  /** Sentences that said nothing of a vessel's place, by reason; `outside` is a place that does not concern the county. */
  dropped: Record<DropReason | 'outside', number>
  /** Messages given up because the broker could not be reached for so long that the buffer was full. */
  forgotten: number
}

export function noCounters(): Counters {
  const dropped = Object.fromEntries([...dropReasons, 'outside'].map((reason) => [reason, 0])) as Counters['dropped']
  return { lines: 0, vessels: 0, heartbeats: 0, acknowledged: 0, dropped, forgotten: 0 }
}

/** One line for people: what came of the lines, and why the others came to nothing. */
export function told({ lines, vessels, heartbeats, acknowledged, dropped, forgotten }: Counters, waiting: number): string {
  const why = Object.entries(dropped).filter(([, count]) => count > 0)
  const reasons = why.length > 0 ? `; not sent: ${why.map(([reason, count]) => `${count} ${reason}`).join(', ')}` : ''
  const lost = forgotten > 0 ? `; ${forgotten} forgotten, the buffer was full` : ''
  return `${lines} lines, ${vessels} fixes and ${heartbeats} heartbeats; ${acknowledged} acknowledged, ${waiting} waiting${reasons}${lost}`
}
