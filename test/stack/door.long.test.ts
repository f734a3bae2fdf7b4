import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** The very command of the README, with the shipped `cdk.json`. */
function cdk(args: string[], region?: string) {
  const env = { ...process.env, ...(region && { AWS_REGION: region, AWS_DEFAULT_REGION: region }), CI: 'true' }
  return spawnSync(process.execPath, ['node_modules/aws-cdk/bin/cdk', 'ls', ...args], { cwd: root, env, encoding: 'utf8' })
}

it.each([
  ['a county that does not exist', ['-c', 'county=nowhere'], undefined, 'there is no county "nowhere"'],
  ['a preset that does not exist', ['-c', 'preset=gcp'], undefined, 'there is no preset "gcp"'],
  ['a preset that does not fit the region', ['-c', 'preset=aws'], 'cn-north-1', 'does not fit region cn-north-1'],
])('cdk ls refuses %s in one line, without a stack trace', { timeout: 60_000 }, (_what, args, region, told) => {
  const { status, stdout, stderr } = cdk(args, region)
  expect(status).toBe(1)
  expect(stdout).toBe('')
  // The CLI adds a line of its own about the app that ended.
  const lines = stderr.split('\n').filter((line) => line !== '' && !line.includes('Subprocess exited with error 1'))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(told)
})

it.each(['aws', 'aws-cn'])('cdk ls names the stack of preset %s where nobody has signed in', { timeout: 60_000 }, (preset) => {
  const { AWS_REGION: _region, AWS_DEFAULT_REGION: _default, ...env } = process.env
  const args = ['node_modules/aws-cdk/bin/cdk', 'ls', '-c', 'county=demo', '-c', `preset=${preset}`]
  expect(spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' }).stdout.trim()).toBe('CountySense-demo')
})
