import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { App } from 'aws-cdk-lib'
import { DynamoStore } from '#adapters/aws/store.ts'
import { systemClock } from '#adapters/aws/system.ts'
import { encodeEnvelope } from '#domain/observation/envelope.ts'
import { addCounty } from '#lib/county-app.ts'
import { loadCounty } from '#local/load-county.ts'
import { seedDevices } from '#local/seed-devices.ts'
import { scenarios } from '#scenarios/index.ts'
import { Findings, launch, picture } from '../../browser/browser.ts'
import { tableDefinition } from '../table.ts'
import { gateway } from './gateway.ts'
import { iotCore } from './iot-core.ts'
import { contextOf } from './lambda-context.ts'
import { queue } from './queue.ts'

/**
 * The console in the cloud's shape: the bundles that are deployed, unmodified, behind a door like API Gateway's, over DynamoDB
 * Local, with an issuer and a browser that this project did not write. An officer signs in, a smoke box's record becomes an
 * incident and is pushed; the token is renewed, then ends; the issuer breaks down.
 * `node scripts/run.mjs test/external/cloud/journey.ts <endpoint of DynamoDB Local> <folder of oidc-provider>`
 */
const [dynamodb = 'http://127.0.0.1:18000', issuerModules = '.external/issuer/node_modules'] = process.argv.slice(2)
const tokenSeconds = 75
const findings = new Findings()
const expect = findings.expect.bind(findings)
const work = mkdtempSync(join(tmpdir(), 'cloud-'))

/** A port that is free now, for whoever has to be known before it listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a TCP server has no other kind of address
  server.close()
  return port
}

const [port, issuerPort] = [await freePort(), await freePort()]
const origin = `http://127.0.0.1:${port}`
const issuer = `http://127.0.0.1:${issuerPort}`
const table = `cloud-${process.pid}`

async function startIssuer(): Promise<ChildProcess> {
  const args = [
    join(import.meta.dirname, 'issuer.mjs'),
    join(process.cwd(), issuerModules),
    String(issuerPort),
    origin,
    String(tokenSeconds),
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child.stdout, 'data')
  return child
}

const certificate = join(work, 'certificate.pem')
const key = join(work, 'key.pem')
spawnSync(
  'openssl',
  ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'].concat([
    '-keyout',
    key,
    '-out',
    certificate,
  ]),
)

const identity = { issuer, audience: 'county-sense-api', rolesClaim: 'realm_access.roles', scope: 'openid offline_access' }
const bundles = join(work, 'functions')
addCounty(new App({ outdir: join(work, 'cdk.out') }), { county: 'demo', preset: 'aws', bundleFolder: bundles, identity })

const timers = await queue()
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
  POWERTOOLS_DEV: 'false',
  POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? 'SILENT',
  COUNTY: 'demo',
  TABLE_NAME: table,
  STREAM_NAME: 'observations',
  ARCHIVE_BUCKET: 'archive',
  DEVICE_POLICIES: 'devices',
  GATEWAY_POLICY: 'gateways',
  TIMERS_URL: timers.url,
  AWS_ENDPOINT_URL_SQS: timers.url,
  PUSH_AUTHORIZER: 'cs-demo-console',
})
/** Another copy of a function, as Lambda starts one whenever it likes. */
let started = 0
const start = async (name: string) => (await import(`${join(bundles, name, 'index.mjs')}?${++started}`)).handler

const authorizer = await start('console-authorizer')
const iot = await iotCore('cs-demo-console', authorizer, { key: readFileSync(key, 'utf8'), cert: readFileSync(certificate, 'utf8') })
Object.assign(process.env, {
  AWS_ENDPOINT_URL_IOT: iot.serviceUrl,
  AWS_ENDPOINT_URL_IOT_DATA_PLANE: iot.serviceUrl,
  CONNECT_ORIGINS: `${issuer} ${iot.socketOrigin}`,
})
const client = new DynamoDBClient({
  endpoint: dynamodb,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
})
await client.send(new CreateTableCommand(tableDefinition(table)))
const county = loadCounty('demo')
const smokeBox = county.devices.find(({ kinds }) => kinds.includes('smoke'))
if (!smokeBox) throw new Error('the demo county has no smoke box')
await seedDevices(new DynamoStore(client, table, systemClock), scenarios, [smokeBox], Date.now())

let [issuerProcess, api] = [await startIssuer(), await start('api')]
const asked: string[] = []
const door = gateway({ api: () => api, site: await start('site') }, (path) => asked.push(path))
await new Promise<void>((resolve) => door.listen(port, '127.0.0.1', resolve))
const [relay, detect] = [await start('relay'), await start('smart-community')]
const browser = await launch()

/** A smoke box rings; Kinesis hands its record over, and the table's stream wakes the relay. */
async function smoke(id: string): Promise<void> {
  const now = Date.now()
  const payload = Buffer.from(JSON.stringify({ v: 1, id, ts: now, alarm: true }))
  const device = smokeBox?.id ?? ''
  const data = encodeEnvelope({ kind: 'smoke', device, clientId: device, principal: 'certificate', receivedAtMs: now, payload })
  const record = { kinesis: { sequenceNumber: String(now), data: Buffer.from(data).toString('base64') } }
  const { batchItemFailures } = await detect({ Records: [record] }, contextOf('smart-community'))
  if (batchItemFailures.length > 0) throw new Error('the record was not taken')
  await relay({ Records: [] }, contextOf('relay'))
}

async function walk(): Promise<void> {
  const config = await (await fetch(`${origin}/config.json`)).json()
  expect('config.json names issuer and client', config.oidc.authority === issuer && config.oidc.clientId === 'console')
  expect(
    'config.json dials the IoT endpoint by the authorizer’s name',
    config.push.url === `${iot.socketOrigin}/mqtt?x-amz-customauthorizer-name=cs-demo-console`,
  )
  delete process.env.PUSH_AUTHORIZER
  const without = await (await start('api'))(
    { rawPath: '/config.json', rawQueryString: '', headers: {}, requestContext: { http: { method: 'GET' } } },
    contextOf(),
  )
  expect('config.json without push has none', without.statusCode === 200 && JSON.parse(without.body).push === undefined)

  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', ignoreHTTPSErrors: true })
  const page = await context.newPage()
  // The issuer's own pages are its own affair.
  page.on('console', (message) => {
    const { url } = message.location()
    if (message.type() === 'error' && !url.startsWith(issuer) && !url.includes('fonts.googleapis'))
      findings.failures.push(`console: ${message.text()} (${url})`)
  })
  const bearers: string[] = []
  page.on('request', (request) => {
    const { authorization } = request.headers()
    if (authorization && request.url().startsWith(origin)) bearers.push(authorization)
  })
  const root = await page.goto(`${origin}/`)
  expect(
    'the page may talk to issuer and push',
    Boolean(root?.headers()['content-security-policy']?.includes(`connect-src 'self' ${issuer} ${iot.socketOrigin}`)),
  )
  await page.getByRole('button', { name: '登录' }).click()
  await page.locator('input[name=login]').fill('wang-min')
  await page.locator('input[name=password]').fill('x')
  await page.getByRole('button', { name: /sign-in/i }).click()
  await page.getByRole('button', { name: /continue/i }).click()
  await page.getByRole('button', { name: /待签收/ }).waitFor()
  await relay({ source: 'aws.scheduler' }, contextOf('relay'))
  await page.getByText('● 实时推送').waitFor({ timeout: 10_000 })
  expect('an officer of the register is signed in, and the push is live', (await page.getByText('王敏').count()) > 0)
  expect(
    'the heartbeat came through the authorizer’s policy',
    iot.published.includes('cs/demo/console/heartbeat') && iot.refused.length === 0,
  )
  await picture(page, 'cloud-desk')

  const before = asked.filter((path) => path === '/v1/incidents').length
  await smoke('first')
  const toldAt = Date.now()
  await page.locator('.row').filter({ hasText: '火' }).first().waitFor({ timeout: 8_000 })
  expect('a record in the detection bundle is on the desk by a hint, not by polling', Date.now() - toldAt < 3_000)
  expect('the hint made the desk ask', asked.filter((path) => path === '/v1/incidents').length > before)
  await picture(page, 'cloud-incident')

  const first = bearers.at(-1)
  for (let waited = 0; waited < tokenSeconds && bearers.at(-1) === first; waited++) await sleep(1_000)
  expect(
    'the token is renewed before its end, and the desk stays',
    bearers.at(-1) !== first && (await page.getByRole('button', { name: /待签收/ }).count()) > 0,
  )
  expect('the console was never told to sign in again', !asked.includes('/oidc/authorize'))

  const bearer = bearers.at(-1) ?? ''
  const me = async (token: string) => fetch(`${origin}/v1/me`, { headers: { authorization: token } })
  issuerProcess.kill()
  await once(issuerProcess, 'exit')
  expect('an issuer that is down is none to functions that know its keys', (await me(bearer)).status === 200)
  api = await start('api')
  const down = await me(bearer)
  expect('to one that just started it is 503, and never 401', down.status === 503 && down.headers.get('retry-after') === '30')
  expect('nor does it end the session', (await page.getByRole('button', { name: /待签收/ }).count()) > 0)
  issuerProcess = await startIssuer()
  const again = await me(bearer)
  expect('the issuer is back with other keys: this token proves nothing, and the answer is 401', again.status === 401)
  await page.getByRole('button', { name: '登录' }).waitFor({ timeout: (tokenSeconds + 20) * 1000 })
  expect('a token that ended or proves nothing leads to the door', true)
  await picture(page, 'cloud-signed-out')
}

await walk().catch((error) => findings.failures.push(String(error)))
await browser.close()
issuerProcess.kill()
door.closeAllConnections()
door.close()
timers.close()
await iot.close()
// What the browser tells of requests that fail on purpose.
findings.forgive(503, '/v1/[a-z]*.*')
findings.forgive(401, '/v1/[a-z]*.*')
findings.end()
