import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import * as z from 'zod'
import { DynamoStore } from '#adapters/aws/store.ts'
import { encodeEnvelope } from '#domain/observation/envelope.ts'
import { readFeed } from '#ledger/feed.ts'
import { loadCounty } from '#local/load-county.ts'
import { seedDevices } from '#local/seed-devices.ts'
import { scenarios } from '#scenarios/index.ts'
import { swimmer } from '#test/fixtures/local-county.ts'

/**
 * The whole stack, less the types MiniStack refuses, deployed on it by the command of the README: `npx cdk deploy` through `bin/`. A first
 * deployment that fails half-way is repaired by the next, a second one changes nothing, and a record put into its Kinesis becomes an incident in its DynamoDB, an event in the feed and an answer of its HTTP API, through our unmodified bundles.
 */
const root = join(import.meta.dirname, '../..')
const [port, issuerPort] = [14_566, 18_998]
const endpoint = `http://127.0.0.1:${port}`
const issuer = `http://127.0.0.1:${issuerPort}`
const environment = {
  ...process.env,
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  CI: 'true',
  CDK_VALIDATION: 'false',
}
const client = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
/** As somebody would type it; the issuer is the judge's own. */
const order = Object.entries({ county: 'template', preset: 'judge', issuer, audience: 'county-sense-api' }).flatMap(([name, value]) => [
  '-c',
  `${name}=${value}`,
])
let [passed, failed] = [0, 0]

function judge(what: string, holds: boolean, seen?: unknown): void {
  if (holds) passed++
  else failed++
  process.stdout.write(`${holds ? 'ok  ' : 'FAIL'} ${what}${holds ? '' : `: ${JSON.stringify(seen)?.slice(0, 400)}`}\n`)
}

async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean, seconds: number): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ; ) {
    const seen = await look()
    if (isSo(seen) || Date.now() > end) return seen
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const { privateKey, publicKey } = await generateKeyPair('ES256')
const key = { ...(await exportJWK(publicKey)), kid: 'judge', alg: 'ES256' }
const issuing = createServer((asked, answer) => {
  answer.setHeader('content-type', 'application/json')
  answer.end(JSON.stringify(asked.url?.includes('openid-configuration') ? { issuer, jwks_uri: `${issuer}/jwks` } : { keys: [key] }))
}).listen(issuerPort, '127.0.0.1')

const ministack: ChildProcess = spawn(join(root, '.external/python/bin/ministack'), [], {
  cwd: root,
  detached: true,
  stdio: 'ignore',
  env: {
    ...process.env,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_HOST: '127.0.0.1',
    IOT_MTLS_ENABLED: '0',
    LAMBDA_EXECUTOR: 'local',
    PERSIST_STATE: '0',
  },
})

async function walk(): Promise<void> {
  const healthy = await until(
    () =>
      fetch(`${endpoint}/_ministack/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    Boolean,
    30,
  )
  judge('MiniStack is up', healthy)
  const cdk = (...args: string[]) =>
    spawnSync(process.execPath, ['node_modules/aws-cdk/bin/cdk', ...args, ...order], {
      cwd: root,
      env: environment,
      encoding: 'utf8',
    })
  spawnSync('npm', ['run', 'build'], { cwd: root })
  const before = doctor()
  judge('the doctor misses the bootstrap', before.get('CDK bootstrap') === 'broken' && before.get('credentials') === 'well', [...before])
  const bootstrap = cdk('bootstrap', 'aws://000000000000/us-east-1')
  judge('cdk bootstrap', bootstrap.status === 0, bootstrap.stderr.slice(-600))
  const after = doctor()
  const wanted = ['region', 'credentials', 'CDK bootstrap', 'Lambda concurrency', 'IoT Core']
  judge(
    'and finds the account in order then',
    wanted.every((what) => after.get(what) === 'well'),
    [...after],
  )
  failHalfWay(cdk)
  const deploy = () => cdk('deploy', ...unattended)
  const first = deploy()
  judge('the next one repairs it', first.status === 0, (first.stderr + first.stdout).slice(-1_500))
  if (first.status !== 0) {
    process.stdout.write(first.stderr + first.stdout)
    return
  }
  const second = spawnSync('npm', ['run', 'deploy', '--', ...documented], { cwd: root, env: environment, encoding: 'utf8' })
  judge(
    'a second one, by npm run deploy, changes nothing',
    second.status === 0 && `${second.stdout}${second.stderr}`.includes('(no changes)'),
    second.stdout.slice(-600),
  )

  const { Stacks } = await new CloudFormationClient(client).send(new DescribeStacksCommand({ StackName: 'CountySense-template' }))
  const outputs = Object.fromEntries((Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]))
  const find = (part: string) => Object.entries(outputs).find(([name]) => name.includes(part))?.[1] ?? ''
  const store = new DynamoStore(new DynamoDBClient(client), find('TableName'), { now: () => Date.now() })
  await seedDevices(store, scenarios, loadCounty('template').devices, Date.now())

  const at = Date.now()
  const payload = Buffer.from(JSON.stringify({ v: 1, id: 'judge-1', ts: at, ...swimmer() }))
  const data = encodeEnvelope({ kind: 'vision', device: 'cam-1', clientId: 'cam-1', principal: 'judge', receivedAtMs: at, payload })
  await new KinesisClient(client).send(new PutRecordCommand({ StreamName: find('StreamName'), PartitionKey: 'cam-1', Data: data }))
  const incidents = await until(
    () => store.range({ pk: 'INCIDENTS', view: 'a', limit: 10 }),
    (rows) => rows.length > 0,
    60,
  )
  judge(`a record in its Kinesis is an incident in its DynamoDB (${Date.now() - at} ms)`, incidents.length === 1, incidents)
  const events = await until(
    () => readFeed(store, 0, 10),
    (found) => found.length > 0,
    90,
  )
  judge(`and an event in the feed (${Date.now() - at} ms)`, events[0]?.sequence === 1, events)

  const now = Math.floor(Date.now() / 1000)
  const token = await new SignJWT({ name: 'Judge', roles: ['duty-officer'] })
    .setProtectedHeader({ alg: 'ES256', kid: 'judge' })
    .setIssuer(issuer)
    .setAudience('county-sense-api')
    .setSubject('judge')
    .setIssuedAt(now)
    .setExpirationTime(now + 600)
    .sign(privateKey)
  const url = find('Url')
  judge(`its address is known: ${url}`, url !== '', outputs)
  const host = url.replace(/^https?:\/\//, '')
  const answered = await ask(host, '/v1/incidents?status=open', token)
  judge('and an answer of its HTTP API', answered.status === 200 && JSON.parse(answered.body).items?.[0]?.level === 'alarm', answered)
  judge('which refuses whoever has no token', (await ask(host, '/v1/incidents')).status === 401)
  judge('and serves its own description', (await ask(host, '/openapi.json')).body.includes('"openapi":"3.1.0"'))
}

/** What was synthesised, with one alarm that MiniStack finds out to be impossible when most of the stack is made. */
function failHalfWay(cdk: (...args: string[]) => SpawnSyncReturns<string>): void {
  const folder = 'dist/judge-broken'
  cdk('synth', '--quiet', '--output', folder)
  const file = join(root, folder, 'CountySense-template.template.json')
  const template = templateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const alarms = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
  for (const { Properties } of alarms.slice(-1)) Properties.Metrics = [{ Id: 'm', Expression: '1' }]
  writeFileSync(file, JSON.stringify(template))
  // Templates are uploaded under the hash of their content: the broken one must not lie where the next will be looked for.
  const assets = readFileSync(join(root, folder, 'CountySense-template.assets.json'), 'utf8')
  const [, hash = ''] = /template\.json".*?"objectKey": "([0-9a-f]{64})\.json"/s.exec(assets) ?? []
  for (const name of ['CountySense-template.assets.json', 'manifest.json']) {
    const part = join(root, folder, name)
    writeFileSync(part, readFileSync(part, 'utf8').replaceAll(hash, 'f'.repeat(64)))
  }
  const { stdout, stderr, status } = cdk('deploy', '--app', folder, ...unattended)
  judge(
    'a deployment that fails half-way is rolled back',
    status !== 0 && `${stdout}${stderr}`.includes('ROLLBACK_COMPLETE'),
    stderr.slice(-600),
  )
}

/** The state of each thing that the documented command looks at. */
function doctor(): Map<string, string> {
  const args = ['run', '--silent', 'doctor', '--', '--county', 'template', '--preset', 'judge', '--json']
  const { stdout } = spawnSync('npm', args, { cwd: root, env: environment, encoding: 'utf8' })
  const found = z.array(z.object({ what: z.string(), state: z.string() })).parse(JSON.parse(stdout))
  return new Map(found.map(({ what, state }) => [what, state]))
}

const documented = [
  '--county',
  'template',
  '--preset',
  'judge',
  '--issuer',
  issuer,
  '--audience',
  'county-sense-api',
  '--yes',
  '--skip-doctor',
]
const unattended = ['--require-approval', 'never', '--progress', 'events']
const templateSchema = z
  .object({
    Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }).loose()),
  })
  .loose()

/** The API is told apart by its host name, which `fetch` does not let anybody set. */
function ask(host: string, path: string, token?: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const apiId = host.split('.')[0]
    const headers = { host: `${apiId}.execute-api.127.0.0.1:${port}`, ...(token && { authorization: `Bearer ${token}` }) }
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
      .on('error', reject)
      .end()
  })
}

await walk().catch((error) => judge('the walk', false, String(error)))
issuing.close()
if (ministack.pid) process.kill(-ministack.pid, 'SIGKILL')
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed > 0 ? 1 : 0)
