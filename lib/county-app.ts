import { join } from 'node:path'
import { type App, Tags } from 'aws-cdk-lib'
import type * as z from 'zod'
import { readCountyFiles } from '#adapters/local/county-files.ts'
import { parseCounty } from '#domain/county/county.ts'
import { kindsOf, sliceOf } from '#domain/county/county-slice.ts'
import type { identitySettingsSchema } from '#domain/people/identity-settings.ts'
import { acknowledgeFindings } from '#lib/acknowledged.ts'
import { addConsole, bundleFunctions, emptyBundles } from '#lib/bundle.ts'
import { CountyStack } from '#lib/county-stack.ts'
import { withoutIdentity } from '#lib/door.ts'
import { NotDeployable } from '#lib/errors.ts'
import { functionPlans } from '#lib/functions.ts'
import { type Preset, presets } from '#lib/preset.ts'
import { scenariosOf } from '#scenarios/county-context.ts'
import { scenarios as allScenarios } from '#scenarios/index.ts'

export type CountyAppProps = {
  county: string
  preset: Preset['name']
  account?: string
  region?: string
  bundleFolder: string
  identity?: z.input<typeof identitySettingsSchema>
  reservedConcurrency?: Readonly<Record<string, number>>
  cognito?: { adminEmail: string }
  /**
   * The template without what it is deployed with: its functions have no code.
   */
  templateOnly?: boolean
}

/**
 * Puts one county into an app: checks its files, bundles its functions, makes its stack. The app is the caller's, and the only
 * one of its process: a second would write an empty manifest over the first one's.
 */
export function addCounty(
  app: App,
  {
    county: id,
    preset: presetName,
    account,
    region,
    bundleFolder,
    identity,
    reservedConcurrency = {},
    cognito,
    templateOnly = false,
  }: CountyAppProps,
): CountyStack {
  const files = readCountyFiles(id)
  const sources = identity ? { ...files, county: { ...(files.county as object), identity } } : files
  const result = parseCounty(sources, allScenarios)
  if (!result.ok)
    throw new NotDeployable({
      zh: `县“${id}”的文件有 ${result.problems.length} 处问题：请运行 npm run county:check -- ${id}`,
      en: `the files of county "${id}" have ${result.problems.length} problems: run npm run county:check -- ${id}`,
    })
  const { county } = result
  if (!county.file.identity && !cognito) throw new NotDeployable(withoutIdentity(id))
  const preset = presets[presetName]
  const scenarios = scenariosOf(county)
  const plans = functionPlans(scenarios)
  if (templateOnly)
    emptyBundles(
      plans.map(({ name }) => name),
      bundleFolder,
    )
  else bundleFunctions(plans, (plan) => sliceOf(county, allScenarios, plan), bundleFolder)
  addConsole(bundleFolder, 'site')
  const stack = new CountyStack(app, `CountySense-${id}`, {
    env: { region: region ?? preset.region, ...(account && { account }) },
    preset,
    county: {
      id,
      archiveDays: county.file.archiveDays,
      identity: county.file.identity,
      isProtected: county.file.status === 'production' && preset.name !== 'judge',
    },
    reservedConcurrency,
    cognito,
    scenarios,
    kinds: [...kindsOf(scenarios).keys()],
    bundle: (name) => join(bundleFolder, name),
  })
  // Event source mappings cannot be tagged in AWS China.
  Tags.of(app).add('county', id, { excludeResourceTypes: ['AWS::Lambda::EventSourceMapping'] })
  acknowledgeFindings(stack, id)
  return stack
}
