import type { Clock, CommitResult, Item, Key, RangeQuery, Store, Write } from '#domain/ports.ts'

type Row = Omit<Item, 'pk' | 'sk'>
type Partition = Map<string, Item>

/** The store contract in its simplest correct form: maps. The reference that simulations run on, and the ledger of invented days. */
export class MemoryStore implements Store {
  /** By row name. */
  readonly rows = new Map<string, Item>()
  /** By partition of the table and of each view, so that a range looks at its own rows only. */
  readonly #partitions = new Map<string, Partition>()
  /** Counts the commits that changed something. */
  changes = 0
  readonly #clock: Pick<Clock, 'now'>

  readonly #copy: <Value>(value: Value) => Value

  /** Rows are copied in and out, so that a careless change of one is noticed; `shared` hands out the very rows, which is faster. */
  constructor(clock: Pick<Clock, 'now'>, rows: 'copied' | 'shared' = 'copied') {
    this.#clock = clock
    this.#copy = rows === 'copied' ? structuredClone : (value) => value
  }

  async get(keys: Key[]): Promise<(Item | undefined)[]> {
    return keys.map((key) => this.#visible(this.rows.get(nameOf(key))))
  }

  async range({ pk, view, after, before, limit, newestFirst }: RangeQuery): Promise<Item[]> {
    const partition = [...(this.#partitions.get(`${view ?? 'row'}!${pk}`)?.values() ?? [])]
    const placed = partition.flatMap((item) => {
      const sk = view ? (item.views?.[view]?.sk ?? '') : item.sk
      return this.#isVisible(item) ? [{ sk, item }] : []
    })
    const ordered = placed.filter(({ sk }) => (after === undefined || sk > after) && (before === undefined || sk < before))
    ordered.sort((a, b) => (a.sk < b.sk ? -1 : 1))
    if (newestFirst) ordered.reverse()
    return this.#copy(ordered.slice(0, limit).map(({ item }) => item))
  }

  async commit(writes: Write[]): Promise<CommitResult> {
    if (writes.length > 100) throw new RangeError('a commit takes at most 100 writes')
    const versionOf = (key: Key) => {
      const item = this.rows.get(nameOf(key))
      return item && this.#isVisible(item) ? item.version : 0
    }
    if (writes.some(({ key, ifVersion }) => versionOf(key) !== ifVersion)) return { type: 'conflict' }
    for (const write of writes) this.#apply(write)
    this.changes++
    return { type: 'committed' }
  }

  #apply(write: Write): void {
    if (write.type === 'check') return
    const name = nameOf(write.key)
    const old = this.rows.get(name)
    if (old) for (const partition of partitionsOf(old)) this.#leave(partition, name)
    this.rows.delete(name)
    if (write.type === 'delete') return
    const row: Row = {
      value: this.#copy(write.value),
      version: write.ifVersion + 1,
      ...(write.schemaVersion !== undefined && { schemaVersion: write.schemaVersion }),
      views: write.views,
      expiresAtSeconds: write.expiresAtSeconds,
    }
    const item = { ...write.key, ...row }
    this.rows.set(name, item)
    for (const partition of partitionsOf(item)) {
      const rows = this.#partitions.get(partition)
      if (rows) rows.set(name, item)
      else this.#partitions.set(partition, new Map([[name, item]]))
    }
  }

  #leave(partition: string, name: string): void {
    const rows = this.#partitions.get(partition)
    rows?.delete(name)
    if (rows?.size === 0) this.#partitions.delete(partition)
  }

  #visible(item: Item | undefined): Item | undefined {
    return item && this.#isVisible(item) ? this.#copy(item) : undefined
  }

  #isVisible({ expiresAtSeconds }: Item): boolean {
    return expiresAtSeconds === undefined || expiresAtSeconds * 1000 > this.#clock.now()
  }
}

function partitionsOf({ pk, views }: Item): string[] {
  return [`row!${pk}`, ...(['a', 'b'] as const).flatMap((view) => (views?.[view] ? [`${view}!${views[view].pk}`] : []))]
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\0${sk}`
}
