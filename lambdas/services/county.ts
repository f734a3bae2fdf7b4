import { readFileSync } from 'node:fs'
import type { CountyContext } from '#domain/county/county-context.ts'
import { type CountySlice, contextOf } from '#domain/county/county-slice.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'

/** The county as it was checked when the function was made: the part of it that the function needs. */
export function bundledSlice(): CountySlice {
  const text = readFileSync(new URL('./county.json', import.meta.url), 'utf8')
  return JSON.parse(text) as CountySlice // written by the bundler from a checked county
}

/** The county with the scenarios that the function carries. */
export function bundledCounty(carried: readonly Scenario[]): { county: CountyContext; scenarios: Scenario[] } {
  const slice = bundledSlice()
  return { county: contextOf(slice, carried), scenarios: carried.filter(({ id }) => slice.enabled.includes(id)) }
}
