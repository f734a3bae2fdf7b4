import { decideLimits } from '#api/limits/decide.ts'
import { presentLimits } from '#api/limits/read-limits.ts'
import { scenarioAt, scenarioPathSchema } from '#api/limits/scenario-path.ts'
import { operation } from '#api/operation.ts'
import { decisionSchema, scenarioLimitsSchema } from '#domain/api/limits.ts'
import { mergedOverrides } from '#domain/county/county.ts'
import { readVersions } from '#ledger/limits.ts'

export const decideLimitsOperation = operation({
  id: 'decideLimits',
  method: 'POST',
  path: '/v1/scenarios/{id}/limits',
  tag: 'Limits',
  summary:
    'Decides on other limits: a new version, in force a minute later or when it says. What is not named stays as in the newest version; null takes a name away.',
  permission: 'scenarios.tune',
  params: scenarioPathSchema,
  body: decisionSchema,
  ifMatch: true,
  answers: { status: 201, schema: scenarioLimitsSchema, description: 'The limits with the new version' },
  async handle(services, { path, body, principal, ifMatch }) {
    const scenario = scenarioAt(services, path.id)
    const versions = await readVersions(services.store, scenario.id)
    const overrides = mergedOverrides(versions.at(-1)?.overrides ?? {}, body.limits)
    const { reason, effectiveFrom } = body
    const decided = await decideLimits(services, scenario, versions, { overrides, reason, effectiveFrom }, principal, ifMatch)
    return { status: 201, body: presentLimits(services, scenario, decided), revision: decided.length }
  },
})
