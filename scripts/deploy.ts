import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPreset, presets } from '#lib/preset.ts'
import { runCommand } from '#local/command-line.ts'

const root = join(import.meta.dirname, '..')
const outputs = join(root, 'dist', 'outputs.json')

/** Runs one step with its output on the screen; a step that fails ends everything. */
function step(title: string, command: string, args: readonly string[]): void {
  process.stdout.write(`\n== ${title}\n   ${[command, ...args].join(' ')}\n`)
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error(`${title}: failed, nothing after it was begun`)
}

const script = (name: string, ...args: string[]) => [join(root, 'scripts/run.mjs'), join(root, 'scripts', `${name}.ts`), ...args]

await runCommand(
  {
    usage: 'npm run deploy -- --county <id> --preset <aws|aws-cn> [options]',
    summary:
      'Doctor, console, differences, deployment, and a device through the whole county. Each step is a command of its own that can be\ntyped by hand; the first that fails ends it. Nothing is deployed before you have seen the differences and said yes.',
    options: {
      county: { type: 'string', help: 'the county (demo)' },
      preset: { type: 'string', help: `one of ${Object.keys(presets).join(', ')} (aws)` },
      identity: { type: 'string', help: 'cognito: make a user pool instead of using the issuer in county.json' },
      issuer: { type: 'string', help: "with --audience: instead of the issuer in the county's file" },
      audience: { type: 'string', help: 'what its tokens must name' },
      'admin-email': { type: 'string', help: 'with --identity cognito: where the first administrator is invited' },
      token: { type: 'string', multiple: true, help: 'a file with an access token for the last step; may stand more than once' },
      yes: { type: 'boolean', help: 'do not ask; what removes or widens rights is deployed too' },
      'skip-doctor': { type: 'boolean', help: 'deploy although the doctor is not content' },
    },
  },
  async ({ values }) => {
    const county = String(values.county ?? 'demo')
    const preset = String(values.preset ?? 'aws')
    if (!isPreset(preset)) throw new Error(`there is no preset "${preset}"; there are ${Object.keys(presets).join(', ')}`)
    const context = ['-c', `county=${county}`, '-c', `preset=${preset}`]
    if (values.identity) context.push('-c', `identity=${values.identity}`)
    if (values['admin-email']) context.push('-c', `adminEmail=${values['admin-email']}`)
    if (values.issuer) context.push('-c', `issuer=${values.issuer}`, '-c', `audience=${values.audience ?? ''}`)
    const tokens = [values.token ?? []].flat().flatMap((file) => ['--token', String(file)])

    step('console', process.execPath, [join(root, 'scripts/build.mjs')])
    if (!values['skip-doctor']) {
      const issuer = values.identity ? ['--identity', String(values.identity)] : []
      step('doctor', process.execPath, script('doctor', '--county', county, '--preset', preset, ...issuer, ...tokens.slice(0, 2)))
    }
    step('differences', 'npx', ['cdk', 'diff', ...context])
    const approval = values.yes ? ['--require-approval', 'never'] : ['--require-approval', 'any-change']
    step('deployment', 'npx', ['cdk', 'deploy', ...context, ...approval, '--outputs-file', outputs])
    const url = urlIn(outputs, `CountySense-${county}`)
    process.stdout.write(`\nthe county's address is ${url}\n`)
    if (tokens.length > 0) step('smoke test', process.execPath, script('smoke', '--url', url, ...tokens))
    else process.stdout.write(`sign in there; then try it: npm run smoke -- --url ${url} --token <file>\n`)
  },
)

function urlIn(file: string, stack: string): string {
  const outputsOfStack: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))[stack] ?? {}
  const [, url] = Object.entries(outputsOfStack).find(([name]) => name.includes('Url')) ?? []
  if (!url) throw new Error(`${file} names no address of ${stack}`)
  return url.replace(/\/$/, '')
}
