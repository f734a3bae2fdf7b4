/** An override that makes of one value another, also where members have to go: overrides are joined, and `null` takes a name away. */
export function replacing(before: unknown, after: unknown): unknown {
  if (!isObject(before) || !isObject(after)) return after
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(names.map((name) => [name, name in after ? replacing(before[name], after[name]) : null]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Overrides that set one dotted path. */
export function overrideAt(path: string, value: unknown): Record<string, unknown> {
  return path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Record<string, unknown>
}
