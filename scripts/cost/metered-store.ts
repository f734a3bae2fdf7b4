import type { CommitResult, Item, Key, RangeQuery, Store, Write } from '#domain/ports.ts'
import { type Bill, placeOfRow } from '#scripts/cost/bill.ts'
import { changeUnits, itemBytes, readUnits, writeUnits } from '#scripts/cost/units.ts'

/** A store that writes down what DynamoDB would bill for each request that `adapters/aws/store.ts` makes of it. */
export class MeteredStore implements Store {
  readonly #inner: Store
  readonly #bill: Bill
  /** A row is measured once for as long as it does not change. */
  readonly #sizes = new WeakMap<Item, number>()

  constructor(inner: Store, bill: Bill) {
    this.#inner = inner
    this.#bill = bill
  }

  async get(keys: Key[]): Promise<(Item | undefined)[]> {
    const items = await this.#inner.get(keys)
    const distinct = new Map(keys.map((key, index) => [`${key.pk}\0${key.sk}`, { key, item: items[index] }]))
    for (const { key, item } of distinct.values()) this.#bill.read(placeOfRow(key), readUnits(this.#bytes(item), true))
    return items
  }

  /** A query also reads the rows at its bounds and up to two more than it wants. */
  async range(query: RangeQuery): Promise<Item[]> {
    const read = await this.#inner.range({ ...query, limit: query.limit + 2 })
    const edge = query.view || query.after === undefined ? [] : await this.#inner.get([{ pk: query.pk, sk: query.after }])
    const bytes = [...read, ...edge].reduce((sum, item) => sum + this.#bytes(item), 0)
    const kind = read[0] ?? { pk: query.pk, sk: '' }
    this.#bill.read({ ...placeOfRow(kind), ...(read.length === 0 && { isEmpty: true }) }, readUnits(bytes, !query.view))
    return read.slice(0, query.limit)
  }

  async commit(writes: Write[]): Promise<CommitResult> {
    const before = await this.#inner.get(writes.map(({ key }) => key))
    const result = await this.#inner.commit(writes)
    const inTransaction = writes.length > 1 || writes[0]?.type === 'check'
    const isEnrolment = writes.some(({ type, key }) => type === 'put' && key.pk.startsWith('DEVICE#'))
    const owner = writes.map(({ key }) => placeOfRow(key).scenario).find((scenario) => scenario !== undefined)
    writes.forEach((write, index) => {
      const place = placeOfRow(write.key)
      const units =
        result.type === 'conflict' ? refusedUnits(before[index], inTransaction) : this.#units(write, before[index], inTransaction)
      this.#bill.write({ ...place, scenario: place.scenario ?? owner, isEnrolment }, units)
    })
    return result
  }

  #units(write: Write, old: Item | undefined, inTransaction: boolean): number {
    if (write.type === 'check') return writeUnits(this.#bytes(old)) * 2
    if (write.type === 'delete') return changeUnits(old, undefined, inTransaction)
    const { key, value, ifVersion, schemaVersion, views, expiresAtSeconds } = write
    const next = {
      ...key,
      value,
      version: ifVersion + 1,
      ...(schemaVersion !== undefined && { schemaVersion }),
      ...(views && { views }),
      ...(expiresAtSeconds !== undefined && { expiresAtSeconds }),
    }
    return changeUnits(old, next, inTransaction)
  }

  #bytes(item: Item | undefined): number {
    if (!item) return 0
    const known = this.#sizes.get(item) ?? itemBytes(item)
    this.#sizes.set(item, known)
    return known
  }
}

/** A write whose condition does not hold is billed by the row that it met. */
function refusedUnits(old: Item | undefined, inTransaction: boolean): number {
  return writeUnits(itemBytes(old)) * (inTransaction ? 2 : 1)
}
