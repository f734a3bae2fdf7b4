/** What was used lately, by name; `undefined` is remembered too, as known absence. */
export type RowCache<Value> = {
  has(name: string): boolean
  get(name: string): Value | undefined
  set(name: string, value: Value | undefined): void
  clear(): void
}

/**
 * Keeps at least the `size` entries used last, at most twice as many: when the young half is full it becomes the old one, and
 * what is used again moves back. Cheaper than an exact order of use, since most uses change nothing.
 */
export function rowCache<Value>(size: number): RowCache<Value> {
  let young = new Map<string, Value | undefined>()
  let old = new Map<string, Value | undefined>()
  const set = (name: string, value: Value | undefined) => {
    if (young.size >= size && !young.has(name)) {
      old = young
      young = new Map()
    }
    young.set(name, value)
  }
  return {
    set,
    has: (name) => young.has(name) || old.has(name),
    get(name) {
      const value = young.get(name)
      if (value !== undefined || young.has(name)) return value
      if (!old.has(name)) return undefined
      set(name, old.get(name))
      return young.get(name)
    },
    clear() {
      young = new Map()
      old = new Map()
    },
  }
}
