import type { Clock, CommitResult, Item, Key, RangeQuery, Store, Write } from '#domain/ports.ts'

type Row = Omit<Item, 'pk' | 'sk'>
/** Rows in order of their sort keys; under one sort key of a view, as they were written. */
type Placed = { sk: string; name: string; item: Item }

/** The store contract in its simplest correct form: maps, and lists in order. The reference that simulations run on, and the ledger of invented days. */
export class MemoryStore implements Store {
  /** By row name. */
  readonly rows = new Map<string, Item>()
  /**
   * By partition of the table and of each view, so that a range looks at its own rows only. An empty one stays: a map finds a key
   * slowly that was deleted and set again thousands of times, as that of an outbox is.
   */
  readonly #partitions = new Map<string, Placed[]>()
  readonly #listeners: { prefix: string; listener: (keys: Key[]) => void }[] = []
  readonly #clock: Pick<Clock, 'now'>

  readonly #copy: <Value>(value: Value) => Value

  /** Rows are copied in and out, so that a careless change of one is noticed; `shared` hands out the very rows, which is faster. */
  constructor(clock: Pick<Clock, 'now'>, rows: 'copied' | 'shared' = 'copied') {
    this.#clock = clock
    this.#copy = rows === 'copied' ? copyOf : (value) => value
  }

  async get(keys: Key[]): Promise<(Item | undefined)[]> {
    return keys.map((key) => this.#visible(this.rows.get(nameOf(key))))
  }

  async range({ pk, view, after, before, limit, newestFirst }: RangeQuery): Promise<Item[]> {
    const rows = this.#partitions.get(`${view ?? 'row'}!${pk}`) ?? []
    const [from, to] = [after === undefined ? 0 : placeAfter(rows, after), before === undefined ? rows.length : placeOf(rows, before)]
    const found: Item[] = []
    for (let index = 0; index < to - from && found.length < limit; index++) {
      const row = rows[newestFirst ? to - 1 - index : from + index]
      if (row && this.#isVisible(row.item)) found.push(this.#copy(row.item))
    }
    return found
  }

  async commit(writes: Write[]): Promise<CommitResult> {
    if (writes.length > 100) throw new RangeError('a commit takes at most 100 writes')
    const versionOf = (key: Key) => {
      const item = this.rows.get(nameOf(key))
      return item && this.#isVisible(item) ? item.version : 0
    }
    if (writes.some(({ key, ifVersion }) => versionOf(key) !== ifVersion)) return { type: 'conflict' }
    for (const write of writes) this.#apply(write)
    for (const { prefix, listener } of this.#listeners) {
      const put = writes.flatMap(({ type, key }) => (type === 'put' && key.pk.startsWith(prefix) ? [key] : []))
      if (put.length > 0) listener(put)
    }
    return { type: 'committed' }
  }

  /** Calls back after each commit that puts rows whose partition key starts with `prefix`, with their keys: the table's stream. */
  onPut(prefix: string, listener: (keys: Key[]) => void): void {
    this.#listeners.push({ prefix, listener })
  }

  #apply(write: Write): void {
    if (write.type === 'check') return
    const name = nameOf(write.key)
    const old = this.rows.get(name)
    if (old) for (const [partition, sk] of placesOf(old)) this.#leave(partition, sk, name)
    this.rows.delete(name)
    if (write.type === 'delete') return
    const row: Row = {
      value: this.#copy(write.value),
      version: write.ifVersion + 1,
      ...(write.schemaVersion !== undefined && { schemaVersion: write.schemaVersion }),
      views: write.views,
      expiresAtSeconds: write.expiresAtSeconds,
    }
    const item = { pk: write.key.pk, sk: write.key.sk, ...row }
    this.rows.set(name, item)
    for (const [partition, sk] of placesOf(item)) {
      const rows = this.#partitions.get(partition)
      if (rows) rows.splice(placeAfter(rows, sk), 0, { sk, name, item })
      else this.#partitions.set(partition, [{ sk, name, item }])
    }
  }

  #leave(partition: string, sk: string, name: string): void {
    const rows = this.#partitions.get(partition) ?? []
    let place = placeOf(rows, sk)
    while (place < rows.length && rows[place]?.name !== name) place++
    rows.splice(place, 1)
  }

  #visible(item: Item | undefined): Item | undefined {
    return item && this.#isVisible(item) ? this.#copy(item) : undefined
  }

  #isVisible({ expiresAtSeconds }: Item): boolean {
    return expiresAtSeconds === undefined || expiresAtSeconds * 1000 > this.#clock.now()
  }
}

/** The partitions of the table and of each view in which a row stands, and its sort key there. */
function placesOf({ pk, sk, views }: Item): [partition: string, sk: string][] {
  const places: [string, string][] = [[`row!${pk}`, sk]]
  if (views?.a) places.push([`a!${views.a.pk}`, views.a.sk])
  if (views?.b) places.push([`b!${views.b.pk}`, views.b.sk])
  return places
}

/** How many rows stand before this sort key. */
function placeOf(rows: readonly Placed[], sk: string): number {
  return countWhile(rows, (row) => row.sk < sk)
}

/** How many rows stand before or at this sort key. */
function placeAfter(rows: readonly Placed[], sk: string): number {
  return countWhile(rows, (row) => row.sk <= sk)
}

function countWhile(rows: readonly Placed[], isBefore: (row: Placed) => boolean): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && isBefore(row)) low = middle + 1
    else high = middle
  }
  return low
}

/** Values are JSON, and plain objects and lists are copied faster by hand; anything else goes through `structuredClone`. */
function copyOf<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf) as Value
  // A key of this name, which a stranger may choose, would be no key of the copy.
  if (Object.getPrototypeOf(value) !== Object.prototype || Object.hasOwn(value, '__proto__')) return structuredClone(value)
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) copy[key] = copyOf((value as Record<string, unknown>)[key])
  return copy as Value
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\0${sk}`
}
