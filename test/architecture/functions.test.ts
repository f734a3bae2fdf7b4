import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sliceOf } from '#domain/county/county-slice.ts'
import { bundleFunctions } from '#lib/bundle.ts'
import { functionPlans } from '#lib/functions.ts'
import { loadCounty } from '#local/load-county.ts'
import { scenarios } from '#scenarios/index.ts'
import { loadScenario } from '#scenarios/on-demand.ts'
import { startBytes } from './start-size.ts'

const plans = functionPlans(scenarios)
const folder = mkdtempSync(join(tmpdir(), 'functions-'))
const county = loadCounty('demo')
beforeAll(() => bundleFunctions(plans, (plan) => sliceOf(county, scenarios, plan), folder))
afterAll(() => rmSync(folder, { recursive: true }))

/** Bytes of code that are read at a cold start, minified, with the SDK inside. */
const budgets: Record<string, number> = {
  ...Object.fromEntries(scenarios.map(({ id }) => [id, 440_000])),
  api: 900_000,
  relay: 440_000,
  sweeper: 440_000,
  timer: 440_000,
  'console-authorizer': 200_000,
  site: 10_000,
  archive: 560_000,
  backtest: 900_000,
  salvage: 700_000,
}

describe('the functions', () => {
  it('are the files of lambdas/, one each', () => {
    const files = readdirSync(join(import.meta.dirname, '../../lambdas'), { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name.replace(/\.ts$/, '')] : [],
    )
    expect(plans.map(({ name }) => name).sort()).toEqual(files.sort())
  })

  it.each(plans.map(({ name }) => name))('%s stays within its budget', (name) => {
    expect(startBytes(join(folder, name))).toBeLessThanOrEqual(budgets[name] as number)
  })

  it('find every scenario of the list on demand', async () => {
    expect(Object.keys(loadScenario).sort()).toEqual(scenarios.map(({ id }) => id).sort())
    for (const scenario of scenarios) expect(await loadScenario[scenario.id]?.()).toBe(scenario)
  })
})
