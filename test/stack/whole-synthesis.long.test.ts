import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import { addCounty } from '#lib/county-app.ts'
import { functionPlans } from '#lib/functions.ts'
import { scenarios } from '#scenarios/index.ts'

type Resource = { Type: string; Properties: { Code?: object; Handler?: string } & Record<string, unknown> }

function synthesised(templateOnly: boolean) {
  const bundleFolder = mkdtempSync(join(tmpdir(), 'functions-'))
  const app = new App({ builtinCloudFormationValidation: !templateOnly })
  const stack = addCounty(app, { county: 'demo', preset: 'aws', bundleFolder, templateOnly })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  const { Resources } = app.synth().getStackArtifact(stack.artifactId).template as { Resources: Record<string, Resource> }
  return { bundleFolder, resources: Resources }
}

/** What differs with the code: where it lies. */
const withoutCode = (resources: Record<string, Resource>) =>
  Object.fromEntries(
    Object.entries(resources).map(([id, { Properties, ...rest }]) => {
      const { Code: _code, ...others } = Properties
      return [id, { ...rest, Metadata: undefined, Properties: others }]
    }),
  )

describe('a synthesis with all functions bundled and CDK’s own validation', () => {
  const { bundleFolder, resources } = synthesised(false)

  it('makes the very template that the other tests judge', () => {
    expect(withoutCode(resources)).toEqual(withoutCode(synthesised(true).resources))
  })

  it('gives every function its code, and its part of the county where it needs one', () => {
    for (const { name, county } of functionPlans(scenarios.filter(({ offByDefault }) => !offByDefault))) {
      expect(existsSync(join(bundleFolder, name, 'index.mjs')), name).toBe(true)
      if (county) expect(JSON.parse(readFileSync(join(bundleFolder, name, 'county.json'), 'utf8'))).toHaveProperty('file.id', 'demo')
    }
  })
})
