import { scenarioAt, scenarioPathSchema } from '#api/limits/scenario-path.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { simulationResultSchema, simulationSchema } from '#domain/api/quality.ts'
import { mergedOverrides } from '#domain/county/county.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { readVersions } from '#ledger/limits.ts'
import { backtest, NothingKept } from '#pipeline/backtest/backtest.ts'
import { bySeverity } from '#pipeline/backtest/compare.ts'

const examples = 10

export const simulateLimits = operation({
  id: 'simulateLimits',
  method: 'POST',
  path: '/v1/scenarios/{id}/simulate',
  tag: 'Quality',
  summary: 'Tries other limits on what was recorded, before they are switched on. Nothing is stored, nobody is told, no device is ordered.',
  permission: 'scenarios.simulate',
  params: scenarioPathSchema,
  body: simulationSchema,
  answers: { status: 200, schema: simulationResultSchema, description: 'Incidents more and fewer, with examples' },
  async handle(services, { path, body }) {
    const scenario = scenarioAt(services, path.id)
    const [fromMs, toMs] = [Date.parse(body.from), Date.parse(body.to)]
    if (toMs <= fromMs) throw new Problem('bad-request', { errors: [{ path: 'body.to', message: 'must be after from' }] })
    const newest = (await readVersions(services.store, scenario.id)).at(-1)
    const tried = services.county.limitsWith(scenario.id, mergedOverrides(newest?.overrides ?? {}, body.limits))
    if (!tried.ok) throw new Problem('bad-request', { errors: tried.problems.map((one) => ({ ...one, path: `body.${one.path}` })) })
    const result = await backtest(services, { scenario, limits: tried.limits, fromMs, toMs }).catch((error) => {
      if (error instanceof NothingKept) throw new Problem('refused', { detail: error.message })
      throw error
    })
    const shown = (incidents: readonly Incident[]) =>
      incidents.slice(0, examples).map((incident) => exampleOf(incident, services.county.offsetMinutes))
    return {
      status: 200,
      body: {
        messages: result.messages,
        ...(result.lacksBeforeMs !== undefined && { lacksBefore: formatTime(result.lacksBeforeMs, services.county.offsetMinutes) }),
        added: result.added.length,
        removed: result.removed.length,
        kept: result.kept,
        changed: result.changed.length,
        addedBySeverity: bySeverity(result.added),
        removedBySeverity: bySeverity(result.removed),
        examples: { added: shown(result.added), removed: shown(result.removed) },
      },
    }
  },
})

function exampleOf({ subject, level, severity, title, episodeStartedAtMs }: Incident, offsetMinutes: number) {
  return { subject, level, severity, title, at: formatTime(episodeStartedAtMs, offsetMinutes) }
}
