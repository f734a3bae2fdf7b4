import { decideLimits } from '#api/limits/decide.ts'
import { presentLimits } from '#api/limits/read-limits.ts'
import { scenarioAt, scenarioPathSchema } from '#api/limits/scenario-path.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { rollbackSchema, scenarioLimitsSchema } from '#domain/api/limits.ts'
import { readVersions } from '#ledger/limits.ts'

export const rollBackLimits = operation({
  id: 'rollBackLimits',
  method: 'POST',
  path: '/v1/scenarios/{id}/limits/rollback',
  tag: 'Limits',
  summary: "Brings an older version back, 0 for the county's file, as a new version with its content.",
  permission: 'scenarios.tune',
  params: scenarioPathSchema,
  body: rollbackSchema,
  ifMatch: true,
  answers: { status: 201, schema: scenarioLimitsSchema, description: 'The limits with the new version' },
  async handle(services, { path, body, principal, ifMatch }) {
    const scenario = scenarioAt(services, path.id)
    const versions = await readVersions(services.store, scenario.id)
    const { to, reason, effectiveFrom } = body
    if (to > versions.length) throw new Problem('bad-request', { errors: [{ path: 'body.to', message: `there is no version ${to}` }] })
    const overrides = versions.find(({ number }) => number === to)?.overrides ?? {}
    const decided = await decideLimits(services, scenario, versions, { overrides, reason, effectiveFrom, restores: to }, principal, ifMatch)
    return { status: 201, body: presentLimits(services, scenario, decided), revision: decided.length }
  },
})
