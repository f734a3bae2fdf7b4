import type { CountyFacts } from '#api/services.ts'
import { areaKindsOf } from '#domain/county/area-kinds.ts'
import { type County, covers, limitsWith } from '#domain/county/county.ts'
import type { Kind } from '#domain/observation/kind.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { scenarios as allScenarios } from '#scenarios/index.ts'

/** The scenarios this county has switched on. */
export function scenariosOf(county: County): Scenario[] {
  return allScenarios.filter(({ id }) => county.enabled.includes(id))
}

/** The kinds of message that the scenarios consume, by name. */
export function kindsOf(scenarios: readonly Scenario[]): Map<string, Kind> {
  return new Map(scenarios.flatMap(({ kinds }) => (kinds === 'all' ? [] : kinds.map((kind): [string, Kind] => [kind.name, kind]))))
}

const sensitiveKinds = new Set([...kindsOf(allScenarios).values()].filter(({ sensitive }) => sensitive).map(({ name }) => name))

/** A county as detection and the doors know it. */
export function factsOf(county: County): CountyFacts {
  const { file, areas, people, devices, limits } = county
  return {
    id: file.id,
    name: file.name,
    status: file.status,
    shelfHours: file.shelfHours,
    archiveDays: file.archiveDays,
    offsetMinutes: file.time.offsetMinutes,
    ...(file.map.approvalNo && { mapApprovalNo: file.map.approvalNo }),
    kinds: kindsOf(scenariosOf(county)),
    sensitiveKinds,
    kindOf: areaKindsOf(areas),
    covers: (position) => covers(county, position),
    limitsOf: (scenario) => limits.get(scenario),
    limitsWith: (scenario, overrides) => limitsWith(county, scenario, overrides),
    areas: { type: 'FeatureCollection', features: areas },
    people,
    devices,
  }
}
