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
