import { areaKindsOf } from '#domain/county/area-kinds.ts'
import { type County, covers, limitsWith } from '#domain/county/county.ts'
import type { CountyContext } from '#domain/county/county-context.ts'
import type { Kind } from '#domain/observation/kind.ts'
import { bindCounty, type Scenario } from '#domain/scenario/scenario.ts'

/**
 * What of a county travels with one function: checked when it was made, plain JSON, parsed by nobody again. Half of a cold
 * start went into checking files that had been checked before they were deployed.
 */
export type CountySlice = {
  file: County['file']
  areas: County['areas']
  people: County['people']
  /** Ids of the scenarios that are switched on. */
  enabled: readonly string[]
  /** Limits as stated, with their defaults, by scenario. */
  stated: Record<string, unknown>
  claimedKinds: string[]
  sensitiveKinds: string[]
}

/** The part of a county that functions need which run these scenarios; people only where a door shows them. */
export function sliceOf(
  county: County,
  platform: readonly Scenario[],
  wanted: { scenarios: readonly string[]; people: boolean },
): CountySlice {
  const isWanted = ([id]: [string, unknown]) => wanted.scenarios.includes(id)
  return {
    file: { ...county.file, scenarios: Object.fromEntries(Object.entries(county.file.scenarios).filter(isWanted)) },
    areas: county.areas,
    people: wanted.people ? county.people : [],
    enabled: county.enabled,
    stated: Object.fromEntries([...county.stated].filter(isWanted)),
    claimedKinds: [...kindsOf(platform.filter(({ id }) => county.enabled.includes(id))).keys()],
    sensitiveKinds: [...kindsOf(platform).values()].filter(({ sensitive }) => sensitive).map(({ name }) => name),
  }
}

/** A slice with the code of its scenarios bound to it. `scenarios` are those that the function carries. */
export function contextOf(slice: CountySlice, carried: readonly Scenario[]): CountyContext {
  const { file, areas, people, enabled, stated, claimedKinds, sensitiveKinds } = slice
  const scenarios = new Map(carried.filter(({ id }) => enabled.includes(id)).map((scenario) => [scenario.id, scenario]))
  const { offsetMinutes } = file.time
  const { id, name, status, shelfHours, archiveDays, identity } = file
  const bound = new Map<string, unknown>()
  return {
    ...{ id, name, status, shelfHours, archiveDays, identity, offsetMinutes, areas, people },
    ...(file.map.approvalNo && { mapApprovalNo: file.map.approvalNo }),
    kinds: kindsOf([...scenarios.values()]),
    claimedKinds: new Set(claimedKinds),
    sensitiveKinds: new Set(sensitiveKinds),
    kindOf: areaKindsOf(areas),
    covers: (position) => covers(slice, position),
    limitsOf(scenarioId) {
      const scenario = scenarios.get(scenarioId)
      if (scenario && !bound.has(scenarioId)) bound.set(scenarioId, bindCounty(scenario, stated[scenarioId], { areas, offsetMinutes }))
      return bound.get(scenarioId)
    },
    limitsWith(scenarioId, overrides) {
      const scenario = scenarios.get(scenarioId)
      if (!scenario) throw new Error(`scenario "${scenarioId}" is not switched on here`)
      return limitsWith(slice, scenario, overrides)
    },
  }
}

/** The kinds of message that the scenarios consume, by name. */
export function kindsOf(scenarios: readonly Scenario[]): Map<string, Kind> {
  return new Map(scenarios.flatMap(({ kinds }) => (kinds === 'all' ? [] : kinds.map((kind): [string, Kind] => [kind.name, kind]))))
}
