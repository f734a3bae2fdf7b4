import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '#adapters/aws/system.ts'
import { kindsOf } from '#domain/county/county-slice.ts'
import { isPreset, presets } from '#lib/preset.ts'
import { runCommand } from '#local/command-line.ts'
import { scenariosOf } from '#scenarios/county-context.ts'
import { looksAtAccount } from '#scripts/doctor/account.ts'
import { type DoctorFinding, examine } from '#scripts/doctor/finding.ts'
import { countyOf, looksHere } from '#scripts/doctor/here.ts'
import { looksAtIssuer } from '#scripts/doctor/issuer.ts'

const marks = { well: 'ok  ', doubtful: '?   ', broken: 'FAIL', 'not-asked': '-   ' } as const

await runCommand(
  {
    usage: 'npm run doctor -- --county <id> --preset <aws|aws-cn> [options]',
    summary:
      'Looks at everything a deployment needs and changes nothing: Node, the county, the console, the account with its quotas, the\nissuer. Exits with 1 when something would stop the deployment, each in one line with what to do.',
    options: {
      county: { type: 'string', help: 'the county (demo)' },
      preset: { type: 'string', help: `one of ${Object.keys(presets).join(', ')} (aws)` },
      region: { type: 'string', help: "the region (AWS_REGION, or the preset's)" },
      token: { type: 'string', help: 'a file with an access token of the issuer, to see who it would be here' },
      identity: { type: 'string', help: 'cognito: a user pool will be made, and no issuer is looked for' },
      offline: { type: 'boolean', help: 'ask neither the account nor the issuer' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    const countyId = String(values.county ?? 'demo')
    const presetName = String(values.preset ?? 'aws')
    if (!isPreset(presetName)) throw new Error(`there is no preset "${presetName}"; there are ${Object.keys(presets).join(', ')}`)
    const preset = presets[presetName]
    const county = countyOf(countyId)
    const looks = looksHere(countyId, join(import.meta.dirname, '..'))
    if (typeof county !== 'string' && !values.offline) {
      const scenarios = scenariosOf(county)
      const needs = { readers: scenarios.length + 1, rules: kindsOf(scenarios).size + 1 }
      const region = values.region ?? process.env.AWS_REGION ?? process.env.CDK_DEFAULT_REGION
      const token = typeof values.token === 'string' ? readFileSync(values.token, 'utf8') : undefined
      looks.push(...looksAtAccount(preset, region === undefined ? undefined : String(region), needs))
      if (values.identity !== 'cognito') looks.push(...looksAtIssuer(county.file.identity, county.people, token, systemClock))
    }
    const tell = ({ what, state, seen, remedy }: DoctorFinding) =>
      values.json || process.stdout.write(`${marks[state]} ${what}: ${seen}${remedy ? `\n     → ${remedy}` : ''}\n`)
    const findings = await examine(looks, tell)
    const broken = findings.filter(({ state }) => state === 'broken').length
    if (values.json) process.stdout.write(`${JSON.stringify(findings)}\n`)
    else
      process.stdout.write(broken === 0 ? 'nothing stops the deployment\n' : `${broken} of ${findings.length} would stop the deployment\n`)
    return broken === 0 ? 0 : 1
  },
)
