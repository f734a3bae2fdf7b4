import type { Item, Store } from '#domain/ports.ts'
import { feedPage, keys } from '#ledger/keys.ts'
import type { CountyEvent } from '#ledger/outbox.ts'

/** One event of the feed. Sequences start at 1 and have no gaps, so a reader can prove that nothing is missing. */
export type FeedEvent = CountyEvent & { sequence: number }

/** Events can be read for at least seven days. */
export const feedKeptForMs = 8 * 86_400_000

/** The number of the newest event, with the version of the row that holds it. */
export async function readFeedHead(store: Store): Promise<{ sequence: number; version: number }> {
  const [item] = await store.get([keys.feedHead])
  return { sequence: (item?.value as { sequence: number } | undefined)?.sequence ?? 0, version: item?.version ?? 0 }
}

/** Up to `limit` events after a sequence, oldest first. */
export async function readFeed(store: Store, after: number, limit: number): Promise<FeedEvent[]> {
  const head = await readFeedHead(store)
  const events: FeedEvent[] = []
  for (let next = after + 1; next <= head.sequence && events.length < limit; ) {
    const items: Item[] = await store.range({ pk: feedPage(next), after: keys.feedEvent(next - 1).sk, limit: limit - events.length })
    events.push(...items.map((item) => item.value as FeedEvent))
    const last = events.at(-1)?.sequence
    next = items.length > 0 && last !== undefined ? last + 1 : firstOfNextPage(next)
  }
  return events
}

function firstOfNextPage(sequence: number): number {
  return Math.floor(sequence / 1_000) * 1_000 + 1_000
}
