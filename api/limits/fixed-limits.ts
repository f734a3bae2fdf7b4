import { isObject } from '#domain/entries.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'

/** Whether only the county's file sets what stands at a path. */
export function isFixed({ fixedLimits = [] }: Scenario, path: string): boolean {
  return fixedLimits.some((fixed) => path === fixed || path.startsWith(`${fixed}.`))
}

/** The fixed paths that overrides speak of. */
export function fixedIn({ fixedLimits = [] }: Scenario, overrides: Record<string, unknown>): string[] {
  return fixedLimits.filter((fixed) => {
    let value: unknown = overrides
    for (const name of fixed.split('.')) {
      if (!isObject(value) || !(name in value)) return false
      value = value[name]
    }
    return true
  })
}
