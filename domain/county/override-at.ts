import { isObject } from '#domain/entries.ts'
/** An override that makes of one value another, also where members have to go: overrides are joined, and `null` takes a name away. */
export function replacing(before: unknown, after: unknown): unknown {
  if (!isObject(before) || !isObject(after)) return after
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(names.map((name) => [name, name in after ? replacing(before[name], after[name]) : null]))
}

/** Overrides that set one dotted path. */
export function overrideAt(path: string, value: unknown): Record<string, unknown> {
  const [name = '', ...deeper] = path.split('.')
  return { [name]: deeper.length > 0 ? overrideAt(deeper.join('.'), value) : value }
}
