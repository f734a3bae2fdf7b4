import type { Store, Write } from '#domain/ports.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import type { Sabotage } from '#test/simulation/world.ts'

/** Stores first and tells afterwards, in a commit of its own: what most systems do. */
export const putThenNotify: Sabotage = {
  store: (store) => ({
    get: (keys) => store.get(keys),
    range: (query) => store.range(query),
    async commit(writes) {
      const telling = writes.filter(isNews)
      if (telling.length === 0 || telling.length === writes.length) return store.commit(writes)
      const stored = await store.commit(writes.filter((write) => !isNews(write)))
      if (stored.type === 'conflict') return stored
      // The process may die here, and the message is known from now on.
      if (lossOf(telling)) return stored
      return store.commit(telling)
    },
  }),
}

/** Writes whatever the condition says. */
export const unconditionalWrite: Sabotage = {
  store: (store) => ({
    get: (keys) => store.get(keys),
    range: (query) => store.range(query),
    commit: (writes) => commitRegardless(store, writes),
  }),
}

/** Logs the failure of a batch and answers success. */
export const swallowedFailure: Sabotage = {
  async detect(services, scenario, records) {
    await detectBatch(services, scenario, records)
    return { failed: [] }
  },
}

/** Judges by the limits of the moment at which it gets round to a message. */
export const limitsOfTheMoment: Sabotage = {
  limits: (book, clock) => ({
    async of(scenario) {
      const at = await book.of(scenario)
      return () => at(clock.now())
    },
  }),
}

async function commitRegardless(store: Store, writes: Write[]) {
  const items = await store.get(writes.map(({ key }) => key))
  return store.commit(writes.map((write, index) => ({ ...write, ifVersion: items[index]?.version ?? 0 })))
}

function isNews(write: Write): boolean {
  return write.type === 'put' && write.key.pk.startsWith('OUTBOX#')
}

/** One death in eight between storing and telling, decided by the content so that a seed replays exactly. */
function lossOf(writes: Write[]): boolean {
  return JSON.stringify(writes).length % 8 === 0
}
