import { spawn } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const help = `node scripts/cold-start.mjs <folder of bundles> <function> … [--times 10] [--json]

What the start of a function costs: CPU seconds (user and system, with Node's own start) of a fresh process that imports the
bundle and answers one event, empty or its first real one, against a table on loopback in which only the speaking device stands.
Medians of --times processes, beside those of a process that does nothing. Make the bundles with npm run synth (dist/functions).`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '10' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
})
/** Each scenario's device, the kind of area it watches, and one word of it. */
const box = (of, y) => ({ offsetMs: 0, boxes: [{ x: 600, y, w: 40, h: 90, score: 0.9, class: of }] })
const picture = (frame) => ({ widthPx: 1_280, heightPx: 720, azimuthDeg: 45, hfovDeg: 60, frames: [frame] })
const words = {
  'anti-drowning': ['cam-1', 'reservoir', 'vision', picture(box('person', 60))],
  'forest-fire': ['tower-11', 'forest', 'vision', picture(box('smoke', 300))],
  'river-protection': ['wl-1', 'river', 'water-level', { levelM: 43.5, datum: '1985' }],
  'smart-community': ['gas-1', 'building', 'gas', { lelPct: 1, alarm: true }],
  'elderly-care': ['band-1', 'home', 'sos', {}],
  'fishing-ban': ['radar-1', 'closed-fishing', 'vessel', { trackId: 'boat-1', source: 'radar', datum: 'WGS-84', sogKn: 2 }],
  'device-health': ['cam-1', 'reservoir', 'vision', picture({ offsetMs: 0, boxes: [] })],
}

/** Of the county's slice beside a function, or of its whole files, as releases before 0.2.0 had them there. */
const areasOf = ({ areas }) => (Array.isArray(areas) ? areas : areas.features)

/** The one device that the table knows, where an area of the kind begins. */
function deviceOf(county, [id, areaKind, kind]) {
  const area = areasOf(county).find(({ properties }) => properties.kind === areaKind)
  const [lon, lat] = area.geometry.coordinates.flat(2).slice(0, 2)
  return { id, name: id, kinds: [kind], site: { lat, lon }, watches: [area.properties.id], silenceSeconds: 900, status: 'active' }
}

/** A point well inside a polygon that a message may name: the middle of two corners that lie across. */
function middleOf(county, id) {
  const [ring] = areasOf(county).find(({ properties }) => properties.id === id).geometry.coordinates
  const [[west, south], [east, north]] = [ring[0], ring[Math.floor((ring.length - 1) / 2)]]
  return { lat: (south + north) / 2, lon: (west + east) / 2 }
}

function kinesis(device, [id, , kind, body], county) {
  const now = Date.now()
  const place = kind === 'vessel' ? middleOf(county, device.watches[0]) : {}
  const payload = Buffer.from(JSON.stringify({ v: 1, id: 'first', ts: now, ...place, ...body })).toString('base64')
  const record = { kind, device: id, clientId: id, principal: 'key', receivedAtMs: now, data: payload }
  return { Records: [{ kinesis: { sequenceNumber: '1', data: Buffer.from(JSON.stringify(record)).toString('base64') } }] }
}

const http = (path, headers = {}) => ({ rawPath: path, rawQueryString: '', headers, requestContext: { http: { method: 'GET' } } })

/** The two events of a function; for those that hear no devices the first one is all there is to tell apart. */
function eventsOf(name, county, bearer) {
  const word = words[name] ?? (name === 'archive' ? words['device-health'] : undefined)
  if (word) return [{ Records: [] }, kinesis(deviceOf(county, word), word, county)]
  if (name === 'api') return [http('/healthz'), http('/v1/incidents', { authorization: `Bearer ${bearer}` })]
  const due = JSON.stringify({ body: { dueAtMs: 1, deadlineId: 'none' } })
  if (name === 'timer') return [{ Records: [] }, { Records: [{ messageId: '1', body: due }] }]
  return [{ Records: [] }, { Records: [] }]
}

/** Stands for DynamoDB, and for the county's issuer: nothing is stored but the device that speaks. */
async function standIn() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  let device
  const written = new Set()
  const note = (put) => put && written.add(String(put.Item.pk.S).split('#')[0])
  const server = createServer(async (request, response) => {
    const asked = Buffer.concat(await request.toArray()).toString()
    const answer = (value) => response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(value))
    if (request.url === '/.well-known/openid-configuration') return answer({ jwks_uri: `${issuer}/keys` })
    if (request.url === '/keys') return answer({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256', use: 'sig' }] })
    const operation = String(request.headers['x-amz-target']).split('.')[1]
    if (operation === 'Query') return answer({ Items: [], Count: 0 })
    if (operation === 'PutItem') note(JSON.parse(asked))
    if (operation === 'TransactWriteItems') for (const { Put } of JSON.parse(asked).TransactItems) note(Put)
    if (operation !== 'BatchGetItem') return answer({})
    const [[table, { Keys }]] = Object.entries(JSON.parse(asked).RequestItems)
    const found = Keys.filter(({ pk }) => pk.S === `DEVICE#${device?.id}`)
    answer({
      Responses: { [table]: found.map((key) => ({ ...key, v: { N: '1' }, d: { S: JSON.stringify(device) } })) },
      UnprocessedKeys: {},
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const issuer = `http://127.0.0.1:${server.address().port}`
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const iat = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: 'cold', sub: 'duty', name: 'duty', roles: ['duty-officer'], iat, exp: iat + 36_000 }
  const unsigned = `${part({ alg: 'ES256', kid: 'k', typ: 'at+jwt' })}.${part(claims)}`
  const bearer = `${unsigned}.${sign('sha256', Buffer.from(unsigned), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  return {
    issuer,
    bearer,
    know: (one) => {
      device = one
      written.clear()
    },
    hasWritten: (row) => written.has(row),
    close: () => server.close(),
  }
}

/** One fresh process; what it cost it says itself, in its last line. */
async function started(args, env) {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, complaint] = ['', '']
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`a process ended with ${code}: ${complaint || out}`)
  return JSON.parse(out.trim().split('\n').at(-1))
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
const cost =
  "{const{user,system}=process.cpuUsage();process.stdout.write('\\n'+JSON.stringify({cpu:(user+system)/1e6,wall:performance.now()/1e3})+'\\n')}"

async function measured(args, env, times) {
  const runs = []
  for (let time = 0; time < times; time++) runs.push(await started(args, env))
  return { cpu: median(runs.map(({ cpu }) => cpu)), wall: median(runs.map(({ wall }) => wall)) }
}

/** In the fresh process: import, answer, say what it cost. */
const answerOnce = `
const { pathToFileURL } = await import('node:url'); const { readFileSync } = await import('node:fs')
const { handler } = await import(pathToFileURL(process.argv[1]).href)
const context = { awsRequestId: 'cold', functionName: 'cold', functionVersion: '1', memoryLimitInMB: '512', invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:cold', getRemainingTimeInMillis: () => 30_000 }
const result = await handler(JSON.parse(readFileSync(process.argv[2], 'utf8')), context)
if (result?.batchItemFailures?.length > 0 || result?.statusCode >= 400) throw new Error('not answered: ' + JSON.stringify(result))
${cost}
process.exit(0)`

async function run([bundles, ...names], times) {
  const table = await standIn()
  const work = mkdtempSync(join(tmpdir(), 'cold-'))
  const env = {
    PATH: process.env.PATH,
    NODE_OPTIONS: '--enable-source-maps',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
    AWS_ENDPOINT_URL: table.issuer,
    AWS_LAMBDA_FUNCTION_NAME: 'cold',
    POWERTOOLS_SERVICE_NAME: 'cold',
    POWERTOOLS_DEV: 'false',
    COUNTY: 'demo',
    TABLE_NAME: 'ledger',
    STREAM_NAME: 'observations',
    TIMERS_URL: `${table.issuer}/000000000000/timers`,
    ARCHIVE_BUCKET: 'archive',
    DEVICE_POLICIES: 'devices',
    GATEWAY_POLICY: 'gateways',
    CONNECT_ORIGINS: 'none',
  }
  const bare = await measured(['--input-type=module', '-e', cost], env, times)
  const rows = []
  for (const name of names) {
    const folder = join(work, name)
    cpSync(join(resolve(bundles), name), folder, { recursive: true })
    const known = join(folder, 'county.json')
    const sources = existsSync(known) ? JSON.parse(readFileSync(known, 'utf8')) : undefined
    if (sources) {
      const file = sources.file ?? sources.county
      file.identity = { issuer: table.issuer, audience: 'cold', rolesClaim: 'roles', subjectClaim: 'sub', scope: 'openid' }
      writeFileSync(known, JSON.stringify(sources))
    }
    if (words[name]) table.know(deviceOf(sources, words[name]))
    const events = eventsOf(name, sources, table.bearer)
    const figures = []
    for (const event of events) {
      writeFileSync(join(work, 'event.json'), JSON.stringify(event))
      figures.push(
        await measured(['--input-type=module', '-e', answerOnce, join(folder, 'index.mjs'), join(work, 'event.json')], env, times),
      )
    }
    if (words[name] && !table.hasWritten('MEMORY')) throw new Error(`the first message of ${name} had no effect`)
    rows.push({ name, empty: figures[0], first: figures[1] })
  }
  table.close()
  rmSync(work, { recursive: true })
  return { node: process.version, times, bare, rows }
}

function asTable({ node, times, bare, rows }) {
  const line = (name, ...cells) => `${name.padEnd(20)}${cells.map((cell) => cell.padStart(12)).join('')}\n`
  const seconds = (value) => value.toFixed(3)
  return [
    `CPU seconds (wall), median of ${times} processes, Node ${node}\n`,
    line('function', 'empty', '(wall)', 'first', '(wall)'),
    line('node alone', seconds(bare.cpu), seconds(bare.wall)),
    ...rows.map(({ name, empty, first }) => line(name, ...[empty, first].flatMap(({ cpu, wall }) => [seconds(cpu), seconds(wall)]))),
  ].join('')
}

const [bundles, ...names] = positionals
if (values.help) process.stdout.write(`${help}\n`)
else if (bundles === undefined || !existsSync(bundles)) {
  process.stderr.write(`${help}\n`)
  process.exitCode = 2
} else {
  const all = readdirSync(bundles).filter((name) => !['console-authorizer', 'site'].includes(name))
  const report = await run([bundles, ...(names.length > 0 ? names : all)], Number(values.times))
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : asTable(report))
}
