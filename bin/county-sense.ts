import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { addCounty } from '#lib/county-app.ts'
import { isPreset, presets } from '#lib/preset.ts'

/** `cdk deploy -c county=<id> -c preset=<aws|aws-cn>`: the only place that reads environment and context. */
const app = new App()
const county = String(app.node.tryGetContext('county') ?? 'demo')
const preset = String(app.node.tryGetContext('preset') ?? 'aws')
if (!isPreset(preset)) throw new Error(`-c preset=${preset}: there are ${Object.keys(presets).join(', ')}`)

addCounty(app, {
  county,
  preset,
  ...(process.env.CDK_DEFAULT_ACCOUNT && { account: process.env.CDK_DEFAULT_ACCOUNT }),
  ...(process.env.CDK_DEFAULT_REGION && preset !== 'judge' && { region: process.env.CDK_DEFAULT_REGION }),
  bundleFolder: join(import.meta.dirname, '..', 'dist', 'functions'),
})
app.synth()
