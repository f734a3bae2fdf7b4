import { join } from 'node:path'
import { App, Tags, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { readCountyFiles } from '#adapters/local/county-files.ts'
import { parseCounty } from '#domain/county/county.ts'
import { kindsOf, scenariosOf } from '#lambdas/county-facts.ts'
import { scenarios as allScenarios } from '#lambdas/scenarios/index.ts'
import { acknowledgeFindings } from '#lib/acknowledged.ts'
import { addConsole, bundleHandlers, type Entries, emptyBundles } from '#lib/bundle.ts'
import { CountyStack } from '#lib/county-stack.ts'
import { type Preset, presets } from '#lib/preset.ts'

const workers = ['archive', 'relay', 'salvage', 'sweeper', 'timer', 'console-authorizer']

export type CountyAppProps = {
  county: string
  preset: Preset['name']
  account?: string
  region?: string
  bundleFolder: string
  outFolder?: string
  context?: Record<string, unknown>
  identity?: { issuer: string; audience: string }
  /**
   * The template without what it is deployed with: functions have no code, and CDK's own validation, whose findings are but
   * warnings, is left out. cdk-nag judges it all the same.
   */
  templateOnly?: boolean
}

/** The CDK app of one county: checks its files, bundles its handlers, makes its stack. */
export function countyApp({
  county: id,
  preset: presetName,
  account,
  region,
  bundleFolder,
  outFolder,
  context,
  identity,
  templateOnly = false,
}: CountyAppProps): { app: App; stack: CountyStack } {
  const files = readCountyFiles(id)
  const sources = identity ? { ...files, county: { ...(files.county as object), identity } } : files
  const result = parseCounty(sources, allScenarios)
  if (!result.ok) throw new Error(`county "${id}" is not valid; see npm run county:check -- ${id}`)
  const { county } = result
  const preset = presets[presetName]
  const scenarios = scenariosOf(county)
  const entries: Entries = {
    api: 'lambdas/api/handler.ts',
    site: 'lambdas/site/handler.ts',
    ...Object.fromEntries(workers.map((name) => [name, `lambdas/workers/${name}/handler.ts`])),
    ...Object.fromEntries(scenarios.map((scenario) => [scenario.id, `lambdas/scenarios/${scenario.id}/handler.ts`])),
  }
  if (templateOnly) emptyBundles(Object.keys(entries), bundleFolder)
  else bundleHandlers(entries, sources, bundleFolder)
  addConsole(bundleFolder, 'site')
  const app = new App({
    ...(context && { context }),
    ...(outFolder && { outdir: outFolder }),
    builtinCloudFormationValidation: !templateOnly,
  })
  const stack = new CountyStack(app, `CountySense-${id}`, {
    env: { region: region ?? preset.region, ...(account && { account }) },
    preset,
    county: { id, archiveDays: county.file.archiveDays },
    scenarios,
    kinds: [...kindsOf(scenarios).keys()],
    bundle: (name) => join(bundleFolder, name),
  })
  // Event source mappings cannot be tagged in AWS China.
  Tags.of(app).add('county', id, { excludeResourceTypes: ['AWS::Lambda::EventSourceMapping'] })
  acknowledgeFindings(stack, id)
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  return { app, stack }
}
