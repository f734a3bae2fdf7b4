import type * as z from 'zod'

/** Something wrong in a county's files: where, what, and what to do. */
export type CountyProblem = { path: string; message: string; remedy: string }

/** The value a schema makes of it, or nothing and a problem for each fault, its place named by `pathOf`. */
export function checked<T>(
  schema: z.ZodType<T>,
  value: unknown,
  pathOf: (path: string[]) => string,
  problems: CountyProblem[],
): T | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    problems.push({ path: pathOf(issue.path.map(String)), message: issue.message, remedy: remedyOf(issue) })
  }
  return undefined
}

function remedyOf(issue: z.core.$ZodIssue): string {
  // It stood in the limits of several scenarios once.
  if (issue.code === 'unrecognized_keys' && issue.keys.includes('offsetMinutes'))
    return 'remove offsetMinutes: the clock of the county is time.offsetMinutes of county.json, for every scenario'
  if (issue.code === 'unrecognized_keys') return `remove ${issue.keys.join(', ')}, or correct the spelling`
  if (issue.message.endsWith('received undefined')) return 'add it'
  const place = issue.path.at(-1)
  if (place === 'lat' || issue.path.includes('coordinates')) {
    return 'correct it; a latitude goes to 90 at most, so perhaps latitude and longitude are swapped'
  }
  return 'correct the value; docs/county.md describes every field'
}
