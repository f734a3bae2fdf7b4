import * as z from 'zod'
import { scenarioAt, scenarioPathSchema } from '#api/limits/scenario-path.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { simulationJobSchema } from '#domain/api/quality.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import type { Text } from '#domain/text.ts'
import { readBacktest } from '#ledger/backtests.ts'
import type { Backtest } from '#ledger/rows/backtest-rows.ts'

/** Long after the stream has given up on a function that cannot even say that it failed. */
const stalledAfterMs = 2 * 3_600_000

export const readSimulation = operation({
  id: 'readSimulation',
  method: 'GET',
  path: '/v1/scenarios/{id}/simulate/jobs/{job}',
  tag: 'Quality',
  summary: 'How far a trial of limits has come, what it left out and why, and its result once it is done.',
  permission: 'scenarios.simulate',
  params: scenarioPathSchema.extend({ job: z.string().max(64) }),
  answers: { status: 200, schema: simulationJobSchema, description: 'The job; ask again while it is running' },
  async handle(services, { path }) {
    const scenario = scenarioAt(services, path.id)
    const row = await readBacktest(services.store, path.job)
    if (row?.value.scenario !== scenario.id)
      throw new Problem('not-found', { detail: `no trial "${path.job}" of ${scenario.id}; trials are kept for a day: begin another` })
    return { status: 200, body: presentJob(services, row.value) }
  },
})

export function presentJob({ clock, county }: Pick<ApiServices, 'clock' | 'county'>, job: Backtest): z.infer<typeof simulationJobSchema> {
  const { id, scenario, hours, messages, skipped, outcome } = job
  const isStalled = outcome.state === 'running' && clock.now() - job.touchedAtMs > stalledAfterMs
  const shown = isStalled ? { state: 'failed' as const, problem: stalled } : outcome
  return { id, scenario, createdAt: formatTime(job.createdAtMs, county.offsetMinutes), hours, records: messages, skipped, ...shown }
}

const stalled: Text = {
  zh: '试算两小时没有进展；请查看函数 backtest 的日志，然后重新试算',
  en: 'The trial has not moved for two hours; look at the log of function backtest, then begin another',
}
