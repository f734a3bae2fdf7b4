import { isFixed } from '#api/limits/fixed-limits.ts'
import { scenarioAt, scenarioPathSchema } from '#api/limits/scenario-path.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { openedBetween } from '#api/quality/opened-between.ts'
import { suggestionSchema, suggestSchema } from '#domain/api/quality.ts'
import { mergedOverrides } from '#domain/county/county.ts'
import { parametersOf } from '#domain/county/parameters.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { readVersions } from '#ledger/limits.ts'
import { NothingKept, TooManyMessages } from '#pipeline/backtest/backtest.ts'
import { suggestLimit, TooFewLabels } from '#pipeline/backtest/suggest.ts'

export const suggestLimitOperation = operation({
  id: 'suggestLimit',
  method: 'POST',
  path: '/v1/scenarios/{id}/suggest',
  tag: 'Quality',
  summary: 'Looks for the value of one limit that removes the most incidents found false and loses none found true. Nothing is applied.',
  permission: 'scenarios.simulate',
  params: scenarioPathSchema,
  body: suggestSchema,
  answers: { status: 200, schema: suggestionSchema, description: 'The figures of every value tried, and the best, if there is one' },
  async handle(services, { path, body }) {
    const scenario = scenarioAt(services, path.id)
    const wrong = (at: string, message: string) => new Problem('bad-request', { errors: [{ path: `body.${at}`, message }] })
    const parameter = parametersOf(scenario.limits).find((one) => one.path === body.parameter && !isFixed(scenario, one.path))
    if (!parameter) throw wrong('parameter', `${scenario.id} has no such limit; GET its limits for their paths`)
    if (!parameter.takes.endsWith('number') || (parameter.least === undefined && parameter.most === undefined))
      throw wrong('parameter', 'only a number with a bound has a ladder of values')
    const [fromMs, toMs] = [Date.parse(body.from), Date.parse(body.to)]
    if (toMs <= fromMs) throw wrong('to', 'must be after from')
    const opened = await openedBetween(services.store, fromMs, toMs)
    const labelled = opened.filter((incident) => incident.scenario === scenario.id && incident.ended)
    const newest = (await readVersions(services.store, scenario.id)).at(-1)?.overrides ?? {}
    const limitsWith = (overrides: Record<string, unknown>) => services.county.limitsWith(scenario.id, mergedOverrides(newest, overrides))
    const { lacksBeforeMs, ...suggestion } = await suggestLimit(
      services,
      { scenario, parameter, fromMs, toMs, labelled },
      limitsWith,
    ).catch((error) => {
      if (error instanceof TooFewLabels || error instanceof NothingKept) throw new Problem('refused', { detail: error.message })
      if (error instanceof TooManyMessages) throw new Problem('too-large', { detail: error.message })
      throw error
    })
    const lacks = lacksBeforeMs === undefined ? {} : { lacksBefore: formatTime(lacksBeforeMs, services.county.offsetMinutes) }
    return { status: 200, body: { parameter: parameter.path, ...lacks, ...suggestion } }
  },
})
