import { isFixed } from '#api/limits/fixed-limits.ts'
import { scenarioAt, scenarioPathSchema } from '#api/limits/scenario-path.ts'
import { operation } from '#api/operation.ts'
import type { ApiServices } from '#api/services.ts'
import { type ScenarioLimits, scenarioLimitsSchema } from '#domain/api/limits.ts'
import { differences, type LimitsVersion, numberInForce } from '#domain/county/limits-version.ts'
import { parametersOf, valueAt } from '#domain/county/parameters.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { readVersions } from '#ledger/limits.ts'

export const readLimits = operation({
  id: 'readLimits',
  method: 'GET',
  path: '/v1/scenarios/{id}/limits',
  tag: 'Limits',
  summary: "A scenario's limits: in force, in the county's file, by default; and every decision on them with its author and reason.",
  permission: 'scenarios.read',
  params: scenarioPathSchema,
  answers: { status: 200, schema: scenarioLimitsSchema, description: 'Limits and their versions, newest first' },
  async handle(services, { path }) {
    const scenario = scenarioAt(services, path.id)
    const versions = await readVersions(services.store, scenario.id)
    return { status: 200, body: presentLimits(services, scenario, versions), revision: versions.at(-1)?.number ?? 0 }
  },
})

/** What only the county's file sets is not shown: consents and authorisations are nobody's reading. */
export function presentLimits(services: ApiServices, scenario: Scenario, versions: readonly LimitsVersion[]): ScenarioLimits {
  const { clock, county } = services
  const time = (ms: number) => formatTime(ms, county.offsetMinutes)
  const stated = [{}, ...versions.map(({ overrides }) => overrides)].map((overrides) => statedLimits(services, scenario, overrides))
  const inForce = numberInForce(versions, clock.now())
  const newest = versions.length
  const parameters = parametersOf(scenario.limits)
    .filter(({ path }) => !isFixed(scenario, path))
    .map((parameter) => ({
      ...parameter,
      inFile: valueAt(stated[0], parameter.path),
      inForce: valueAt(stated[inForce], parameter.path),
      newest: valueAt(stated[newest], parameter.path),
    }))
  const shown = versions.map(({ number, author, reason, decidedAtMs, effectiveFromMs, restores }) => ({
    number,
    author: author.id,
    role: author.role,
    reason,
    decidedAt: time(decidedAtMs),
    effectiveFrom: time(effectiveFromMs),
    ...(restores !== undefined && { restores }),
    changes: differences(stated[number - 1], stated[number]).filter((change) => !isFixed(scenario, change.path)),
  }))
  return { scenario: scenario.id, inForce, newest, parameters, versions: shown.reverse() }
}

/** As they were stated; a version that no longer fits the county's file shows as that file. */
export function statedLimits({ county }: Pick<ApiServices, 'county'>, scenario: Scenario, overrides: Record<string, unknown>): unknown {
  const read = county.limitsWith(scenario.id, overrides)
  if (read.ok) return read.stated
  const file = county.limitsWith(scenario.id, {})
  return file.ok ? file.stated : {}
}
