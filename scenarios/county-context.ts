import type { County } from '#domain/county/county.ts'
import type { CountyContext } from '#domain/county/county-context.ts'
import { contextOf, sliceOf } from '#domain/county/county-slice.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { scenarios as platform } from '#scenarios/index.ts'

/** The scenarios this county has switched on. */
export function scenariosOf(county: County): Scenario[] {
  return platform.filter(({ id }) => county.enabled.includes(id))
}

/** A county with all its scenarios, as one process knows it that runs them all. */
export function countyContext(county: County): CountyContext {
  return contextOf(sliceOf(county, platform, { scenarios: platform.map(({ id }) => id), people: true }), platform)
}
