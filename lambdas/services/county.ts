import { readFileSync } from 'node:fs'
import type { CountyContext } from '#domain/county/county-context.ts'
import { type CountySlice, contextOf } from '#domain/county/county-slice.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'

/** The county as it was checked when the function was made: the part of it that these scenarios need. */
export function bundledCounty(carried: readonly Scenario[]): { county: CountyContext; scenarios: Scenario[] } {
  const slice = JSON.parse(readFileSync(new URL('./county.json', import.meta.url), 'utf8')) as CountySlice // written by the bundler from a checked county
  return { county: contextOf(slice, carried), scenarios: carried.filter(({ id }) => slice.enabled.includes(id)) }
}
