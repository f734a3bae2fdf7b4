import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { addCounty } from '#lib/county-app.ts'
import { isPreset, presets } from '#lib/preset.ts'
import { runCommand } from '#local/command-line.ts'

await runCommand(
  {
    usage: 'npm run synth -- [options]',
    summary: 'Synthesises the CloudFormation template of a county for every partition, without an account.',
    options: {
      county: { type: 'string', help: 'the county (demo)' },
      preset: { type: 'string', help: `only this one of ${Object.keys(presets).join(', ')} (aws and aws-cn)` },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    const root = join(import.meta.dirname, '..')
    const wanted = values.preset === undefined ? ['aws', 'aws-cn'] : [String(values.preset)]
    const results = wanted.map((preset) => {
      if (!isPreset(preset)) throw new Error(`there is no preset "${preset}"; there are ${Object.keys(presets).join(', ')}`)
      const app = new App({ outdir: join(root, 'cdk.out', preset) })
      const stack = addCounty(app, {
        county: String(values.county ?? 'demo'),
        preset,
        bundleFolder: join(root, 'dist', 'functions'),
      })
      const assembly = app.synth()
      const resources = Object.keys(assembly.getStackArtifact(stack.artifactId).template.Resources).length
      return { preset, stack: stack.stackName, resources, folder: assembly.directory }
    })
    process.stdout.write(
      values.json
        ? `${JSON.stringify(results)}\n`
        : `${results.map(({ preset, stack, resources, folder }) => `${preset.padEnd(7)} ${stack}: ${resources} resources in ${folder}`).join('\n')}\n`,
    )
  },
)
