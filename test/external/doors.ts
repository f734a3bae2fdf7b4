import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { eventually, openCounty, swimmer } from '#test/fixtures/local-county.ts'

/**
 * Every REST door against its own description, by schemathesis: requests that the description allows and requests that it forbids,
 * from somebody of each role. No answer may break the description, be a failure of ours, or take what is forbidden.
 * `doors.ts <path of schemathesis> [seconds a role]`.
 */
const [program = '', seconds = '30'] = process.argv.slice(2)
const people = ['lead', 'owner', 'admin']

/** Left out: that whatever a schema allows is accepted. Cursors, revisions and ids are opaque to it. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
]

const county = await openCounty()
const officer = await county.as('lead')
await (await county.device('cam-1')).say('vision', swimmer())
await eventually(
  () => officer('GET', '/v1/incidents?status=open'),
  ({ body }) => body.items.length > 0,
)
const description = join(county.dataFolder, 'openapi.json')
writeFileSync(description, JSON.stringify((await officer('GET', '/openapi.json')).body))

const failed: string[] = []
for (const person of people) {
  const { passed, output } = await judge(await county.tokenOf(person))
  process.stdout.write(`${person}: ${passed ? (/\d+ generated.*/.exec(output)?.[0] ?? 'passed') : output}\n`)
  if (!passed) failed.push(person)
}
await county.close()
process.stdout.write(`${people.length - failed.length} passed, ${failed.length} failed\n`)
process.exit(failed.length === 0 ? 0 : 1)

function judge(token: string): Promise<{ passed: boolean; output: string }> {
  const options = [
    ...['--url', county.http, '-H', `Authorization: Bearer ${token}`, '--checks', checks.join(','), '--mode', 'all'],
    ...['--phases', 'examples,coverage,fuzzing', '--max-examples', '10', '--seed', '1', '--rate-limit', '80/s'],
    ...['--max-time', seconds, '--warnings', 'off', '--no-color'],
  ]
  const child = spawn(resolve(program), ['run', description, ...options], { cwd: county.dataFolder, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  return new Promise((done, reject) => {
    child.once('error', reject)
    child.once('close', (status) => done({ passed: status === 0, output }))
  })
}
