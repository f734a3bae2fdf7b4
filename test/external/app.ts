import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { addCounty } from '#lib/county-app.ts'

/** The template county as the judge gets it: the same stack, less the types it refuses, with an issuer of its own. */
const app = new App()
addCounty(app, {
  county: 'template',
  preset: 'judge',
  account: '000000000000',
  bundleFolder: join(import.meta.dirname, '../../dist/judge-functions'),
  identity: { issuer: process.env.JUDGE_ISSUER ?? 'http://127.0.0.1:18998', audience: 'county-sense-api' },
})
app.synth()
