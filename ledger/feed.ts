import type { Store } from '#domain/ports.ts'
import { feedPage, keys } from '#ledger/keys.ts'
import { rangeRows, readRow } from '#ledger/row-type.ts'
import { type FeedEvent, feedEventRow } from '#ledger/rows/event-rows.ts'

/** Events can be read for at least seven days. */
export const feedKeptForMs = 8 * 86_400_000

/** The number of the newest event, with the version of the row that holds it. */
export async function readFeedHead(store: Store): Promise<{ sequence: number; version: number }> {
  const row = await readRow(store, keys.feedHead)
  return { sequence: row?.value.sequence ?? 0, version: row?.version ?? 0 }
}

/** Up to `limit` events after a sequence, oldest first. */
export async function readFeed(store: Store, after: number, limit: number): Promise<FeedEvent[]> {
  const head = await readFeedHead(store)
  const events: FeedEvent[] = []
  for (let next = after + 1; next <= head.sequence && events.length < limit; ) {
    const page = { pk: feedPage(next), after: keys.feedEvent(next - 1).sk, limit: limit - events.length }
    const items = await rangeRows(store, feedEventRow, page)
    events.push(...items.map(({ value }) => value))
    const last = events.at(-1)?.sequence
    next = items.length > 0 && last !== undefined ? last + 1 : firstOfNextPage(next)
  }
  return events
}

function firstOfNextPage(sequence: number): number {
  return Math.floor(sequence / 1_000) * 1_000 + 1_000
}
