/** The entries with one of them set, or removed when there is no value. */
export function withEntry<Value>(entries: Record<string, Value>, name: string, value: Value | undefined): Record<string, Value> {
  const { [name]: _old, ...others } = entries
  return value === undefined ? others : { ...others, [name]: value }
}

/** How often each name occurs. */
export function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

/** One more of a name; when there are already so many names, of the rest. */
export function boundedCount(counts: Record<string, number>, name: string, rest: string, most: number): Record<string, number> {
  const counted = name in counts || Object.keys(counts).length < most ? name : rest
  return { ...counts, [counted]: (counts[counted] ?? 0) + 1 }
}

/** The same names with what becomes of each value. */
export function mapEntries<From, To>(entries: Readonly<Record<string, From>>, become: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, become(value)]))
}

/** The names of an object whose names the compiler knows, as these names. */
export function keysOf<Entries extends object>(entries: Entries): Extract<keyof Entries, string>[] {
  const names: Extract<keyof Entries, string>[] = []
  for (const name in entries) if (Object.hasOwn(entries, name)) names.push(name)
  return names
}

/** The item at a place where there must be one; a place that is empty is a mistake of whoever asks. */
export function itemAt<Item>(list: ArrayLike<Item>, index: number): Exclude<Item, undefined> {
  const item = list[index]
  if (!isThere(item)) throw new RangeError(`a list of ${list.length} has nothing at ${index}`)
  return item
}

/** The first item of a list that has one. */
export function firstOf<Item>(list: ArrayLike<Item>): Exclude<Item, undefined> {
  return itemAt(list, 0)
}

/** The last item of a list that has one. */
export function lastOf<Item>(list: ArrayLike<Item>): Exclude<Item, undefined> {
  return itemAt(list, list.length - 1)
}

function isThere<Item>(item: Item | undefined): item is Exclude<Item, undefined> {
  return item !== undefined
}

/** Whether a value has names and values of its own, as an object of JSON has. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands under a name of a value that may be anything. */
export function memberOf(value: unknown, name: string): unknown {
  return isIndexable(value) ? value[name] : undefined
}

function isIndexable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
