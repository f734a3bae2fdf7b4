import type { LedgerFile, Operation } from '#adapters/local/ledger-file.ts'
import { rowCache } from '#adapters/local/row-cache.ts'
import { itemAt } from '#domain/entries.ts'
import { StoreUnavailable } from '#domain/errors.ts'
import type { Clock, CommitResult, Item, Key, RangeQuery, Store, Write } from '#domain/ports.ts'

/** As it stands in the file. */
type Row = Omit<Item, 'pk' | 'sk'>

const rowsRemembered = 40_000
/** DynamoDB's limits, kept here so that what works on the laptop works in the cloud. */
const maxItemBytes = 400 * 1024
const maxWrites = 100

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * The ledger on LevelDB. Rows stand under `row!pk\0sk`; a view's entry stands under `view-a!pk\0sk\0row key` and is empty.
 * Conditions are checked against memory in the order commits arrive, so that many commits share one flush to disk;
 * they see each other's writes before these are durable, but nobody is told before they are.
 */
export class LocalStore implements Store {
  readonly #file: LedgerFile
  readonly #clock: Clock
  /** Newest state of each row; `undefined` for known absence. */
  readonly #rows = rowCache<Item>(rowsRemembered)
  readonly #listeners: { prefix: string; listener: (keys: Key[]) => void }[] = []
  #turn: Promise<unknown> = Promise.resolve()

  constructor(file: LedgerFile, clock: Clock) {
    this.#file = file
    this.#clock = clock
    file.onFailure(() => this.#rows.clear())
  }

  async get(keys: Key[]): Promise<(Item | undefined)[]> {
    const names = keys.map(rowName)
    await this.#load(names)
    return names.map((name) => this.#visible(this.#rows.get(name)))
  }

  async range(query: RangeQuery): Promise<Item[]> {
    const prefix = query.view ? `view-${query.view}!${query.pk}\0` : `row!${query.pk}\0`
    const bounds = {
      gt: query.after === undefined ? prefix : `${prefix}${query.after}${query.view ? '\0\uffff' : ''}`,
      lt: query.before === undefined ? `${prefix}\uffff` : `${prefix}${query.before}`,
    }
    const items: Item[] = []
    while (items.length < query.limit) {
      const wanted = query.limit - items.length
      const entries = await this.#file.entries({ ...bounds, limit: wanted, reverse: query.newestFirst ?? false })
      const keys = entries.map(([name]) => (query.view ? keyOfViewEntry(name) : keyOfRow(name)))
      for (const item of await this.get(keys)) if (item) items.push(item)
      const last = entries.at(-1)?.[0]
      if (entries.length < wanted || last === undefined) break
      if (query.newestFirst) bounds.lt = last
      else bounds.gt = last
    }
    return items
  }

  async commit(writes: Write[]): Promise<CommitResult> {
    if (writes.length > maxWrites) throw new RangeError(`a commit takes at most ${maxWrites} writes, not ${writes.length}`)
    const names = writes.map(({ key }) => rowName(key))
    if (new Set(names).size !== names.length) throw new RangeError('a commit may write each row once')
    // Loading and checking must not interleave with another commit's, or two could both see the old version.
    const decided = this.#turn.then(() => this.#decide(writes, names))
    this.#turn = decided.catch(() => undefined)
    const durable = await decided
    if (durable === 'conflict') return { type: 'conflict' }
    await durable.written
    for (const { prefix, listener } of this.#listeners) {
      const put = writes.flatMap(({ type, key }) => (type === 'put' && key.pk.startsWith(prefix) ? [key] : []))
      if (put.length > 0) listener(put)
    }
    return { type: 'committed' }
  }

  /** Calls back after each commit that puts rows whose partition key starts with `prefix`, with their keys: the laptop's table stream. */
  onPut(prefix: string, listener: (keys: Key[]) => void): void {
    this.#listeners.push({ prefix, listener })
  }

  async #decide(writes: Write[], names: string[]): Promise<'conflict' | { written: Promise<void> }> {
    await this.#load(names)
    const current = names.map((name) => this.#visible(this.#rows.get(name)))
    if (writes.some((write, index) => (current[index]?.version ?? 0) !== write.ifVersion)) return 'conflict'
    const operations = writes.flatMap((write, index) => this.#apply(write, itemAt(names, index)))
    const written = this.#file.write(operations).catch((error) => {
      throw new StoreUnavailable('the ledger file could not be written', { cause: error })
    })
    written.catch(() => undefined)
    return { written }
  }

  #apply(write: Write, name: string): Operation[] {
    if (write.type === 'check') return []
    const old = this.#rows.get(name)
    const removed = viewEntries(write.key, old?.views).map((key) => ({ type: 'del' as const, key }))
    if (write.type === 'delete') {
      this.#rows.set(name, undefined)
      return [...removed, { type: 'del', key: name }]
    }
    const row: Row = {
      value: write.value,
      version: write.ifVersion + 1,
      ...(write.schemaVersion !== undefined && { schemaVersion: write.schemaVersion }),
      ...(write.views && { views: write.views }),
      ...(write.expiresAtSeconds !== undefined && { expiresAtSeconds: write.expiresAtSeconds }),
    }
    const value = encoder.encode(JSON.stringify(row))
    if (value.byteLength > maxItemBytes)
      throw new RangeError(`row ${write.key.pk} has ${value.byteLength} bytes; the limit is ${maxItemBytes}`)
    this.#rows.set(name, { pk: write.key.pk, sk: write.key.sk, ...row })
    const added = viewEntries(write.key, write.views).map((key) => ({ type: 'put' as const, key, value: new Uint8Array() }))
    return [...removed, ...added, { type: 'put', key: name, value }]
  }

  async #load(names: string[]): Promise<void> {
    const unknown = names.filter((name) => !this.#rows.has(name))
    if (unknown.length === 0) return
    const missing = [...new Set(unknown)]
    const values = await this.#file.getMany(missing)
    missing.forEach((name, index) => {
      const value = values[index]
      // A commit may have been faster: what it left in memory is newer.
      if (!this.#rows.has(name)) this.#rows.set(name, value && itemOf(name, value))
    })
  }

  #visible(item: Item | undefined): Item | undefined {
    const expired = item?.expiresAtSeconds !== undefined && item.expiresAtSeconds * 1000 <= this.#clock.now()
    return expired ? undefined : item
  }
}

function rowName(key: Key): string {
  return `row!${key.pk}\0${key.sk}`
}

function viewEntries(key: Key, views: Item['views']): string[] {
  return (['a', 'b'] as const).flatMap((view) => {
    const at = views?.[view]
    return at ? [`view-${view}!${at.pk}\0${at.sk}\0${key.pk}\0${key.sk}`] : []
  })
}

/** A row as this very store wrote it. */
function itemOf(name: string, value: Uint8Array): Item {
  return { ...keyOfRow(name), ...(JSON.parse(decoder.decode(value)) as Row) }
}

function keyOfRow(name: string): Key {
  const [pk = '', sk = ''] = name.slice('row!'.length).split('\0')
  return { pk, sk }
}

function keyOfViewEntry(name: string): Key {
  const [, , pk = '', sk = ''] = name.split('\0')
  return { pk, sk }
}

/** Every row of a ledger file, whatever it is: for the verification of a county that is not running. */
export async function allRows(file: LedgerFile): Promise<Item[]> {
  const rows: Item[] = []
  for (let after = 'row!'; ; ) {
    const entries = await file.entries({ gt: after, lt: 'row!\uffff', limit: 5_000 })
    for (const [name, value] of entries) rows.push(itemOf(name, value))
    const last = entries.at(-1)?.[0]
    if (last === undefined) return rows
    after = last
  }
}
