import type * as z from 'zod'
import type { Item, Key, Store, Write } from '#domain/ports.ts'

/**
 * What one kind of row holds: its schema and the number of that schema. Rows of an older one are brought forward step by step;
 * a newer one than the code knows is refused and left as it is, so that a roll-back eats nothing.
 */
export type RowType<Value> = {
  name: string
  version: number
  schema: z.ZodType<Value>
  /** Brings a value of version n forward to n + 1, by n. */
  upcast?: Upcasts
  /** The oldest version whose schema holds this value, and by which it is written: after a roll-back an older release still reads it. */
  writtenAs?(value: Value): number
  /** Of the hot path: a value that this very version wrote is believed without a look. */
  trusted?: true
}

export type Upcasts = Readonly<Record<number, (older: never) => unknown>>

/** Where a row stands, and what it holds. */
export type RowKey<Value> = Key & { type: RowType<Value> }

/** A row with the value that its type says it has. */
export type Row<Value> = Omit<Item, 'value'> & { value: Value }

/** What is stored cannot be read by this version of the code. Nothing was changed. */
export class RowUnreadable extends Error {
  override readonly name = 'RowUnreadable'
}

/** Declares a kind of row with its own type checked. */
export function defineRow<Value>(type: RowType<Value>): RowType<Value> {
  return type
}

/** A value as stored under a version of its schema, as the code knows it today. @throws RowUnreadable */
export function broughtForward<Value>(
  { name, version, schema, writtenAs, upcast, trusted }: RowType<Value>,
  stored: unknown,
  storedVersion: number,
  where: string,
): Value {
  if (storedVersion > version) {
    throw new RowUnreadable(
      `${where} was written by a newer release (${name} version ${storedVersion}; this one knows ${version}): start that release again, or a later one`,
    )
  }
  if (trusted && storedVersion === (writtenAs?.(stored as Value) ?? version)) return stored as Value // this very version wrote it
  let value = stored
  for (let from = storedVersion; from < version; from++) {
    const step = upcast?.[from]
    if (!step) throw new RowUnreadable(`${where}: nothing brings ${name} forward from version ${from}`)
    value = step(value as never)
  }
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const issues = read.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'the value'}: ${message}`)
  throw new RowUnreadable(`${where} is no ${name} of version ${storedVersion}: ${issues.join('; ')}`)
}

/** An item as a row of a type. @throws RowUnreadable */
export function rowOf<Value>(type: RowType<Value>, item: Item): Row<Value> {
  return { ...item, value: broughtForward(type, item.value, item.schemaVersion ?? 1, `row ${item.pk} ${item.sk}`) }
}

export async function readRow<Value>(store: Store, key: RowKey<Value>): Promise<Row<Value> | undefined> {
  return (await readRows(store, [key]))[0]
}

export async function readRows<Value>(store: Store, keys: readonly RowKey<Value>[]): Promise<(Row<Value> | undefined)[]> {
  const items = await store.get([...keys])
  return items.map((item, index) => item && rowOf((keys[index] as RowKey<Value>).type, item))
}

/** A page of rows of one type, in the order of their sort keys. */
export async function rangeRows<Value>(store: Store, type: RowType<Value>, query: Parameters<Store['range']>[0]): Promise<Row<Value>[]> {
  return (await store.range(query)).map((item) => rowOf(type, item))
}

type PutMore = Pick<Item, 'views' | 'expiresAtSeconds'>

/** The write of a row. Its type's version goes with it; the first needs no mention. */
export function putRow<Value>({ pk, sk, type }: RowKey<Value>, value: Value, ifVersion: number, more: PutMore = {}): Write {
  const schemaVersion = type.writtenAs?.(value) ?? type.version
  return { type: 'put', key: { pk, sk }, value, ifVersion, ...(schemaVersion > 1 && { schemaVersion }), ...more }
}

export function deleteRow({ pk, sk }: Key, ifVersion: number): Write {
  return { type: 'delete', key: { pk, sk }, ifVersion }
}
