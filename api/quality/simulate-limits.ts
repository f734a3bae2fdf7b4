import { scenarioAt, scenarioPathSchema } from '#api/limits/scenario-path.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { presentJob } from '#api/quality/read-simulation.ts'
import { simulationJobSchema, simulationSchema } from '#domain/api/quality.ts'
import { mergedOverrides } from '#domain/county/county.ts'
import { readVersions } from '#ledger/limits.ts'
import { NothingKept } from '#pipeline/backtest/backtest.ts'
import { beginBacktest } from '#pipeline/backtest/begin.ts'

export const simulateLimits = operation({
  id: 'simulateLimits',
  method: 'POST',
  path: '/v1/scenarios/{id}/simulate',
  tag: 'Quality',
  summary:
    'Begins to try other limits on what was recorded, before they are switched on; Location says where to ask how far it is. Nobody is told, no device is ordered.',
  permission: 'scenarios.simulate',
  params: scenarioPathSchema,
  body: simulationSchema,
  answers: { status: 202, schema: simulationJobSchema, description: 'The job that tries them; it is kept for a day' },
  async handle(services, { path, body }) {
    const scenario = scenarioAt(services, path.id)
    const [fromMs, toMs] = [Date.parse(body.from), Date.parse(body.to)]
    if (toMs <= fromMs) throw new Problem('bad-request', { errors: [{ path: 'body.to', message: 'must be after from' }] })
    const newest = (await readVersions(services.store, scenario.id)).at(-1)
    const overrides = mergedOverrides(newest?.overrides ?? {}, body.limits)
    const tried = services.county.limitsWith(scenario.id, overrides)
    if (!tried.ok) throw new Problem('bad-request', { errors: tried.problems.map((one) => ({ ...one, path: `body.${one.path}` })) })
    const job = await beginBacktest(services, { scenario: scenario.id, overrides, fromMs, toMs }).catch((error) => {
      if (error instanceof NothingKept) throw new Problem('refused', { detail: error.message })
      throw error
    })
    return { status: 202, body: presentJob(services, job), location: `/v1/scenarios/${scenario.id}/simulate/jobs/${job.id}` }
  },
})
