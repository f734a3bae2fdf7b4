import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { localSecrets } from '#adapters/local/identity.ts'
import { nodeId, writeFieldCounty } from '#scripts/bench/field-county.ts'
import { numberOption, runCommand } from '#scripts/command-line.ts'

const root = join(import.meta.dirname, '..')
type Load = {
  sent: number
  acknowledged: number
  alarms: number
  unheard: number
  closed: number
  seconds: number
  p50Ms: number
  p99Ms: number
}
type Server = { child: ChildProcess; port: number; http?: string }

await runCommand(
  {
    usage: 'npm run bench -- [options]',
    summary:
      'Loads a local county from a process of its own: thousands of connections, QoS 1, detection on, everything durable. Compares with a bare skeleton in the same run. Exits with 1 below its bars.',
    options: {
      connections: { type: 'string', help: 'MQTT connections (5000)' },
      rate: { type: 'string', help: 'messages a second to sustain (8000)' },
      seconds: { type: 'string', help: 'for how long (60)' },
      storm: { type: 'boolean', help: '100,000 alarms in 60 s from 50 causes instead' },
      'find-highest': { type: 'boolean', help: 'also look for the highest rate without loss' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    const connections = numberOption(values.connections, 'connections', 5_000, 1, 20_000)
    const rate = numberOption(values.rate, 'rate', 8_000, 1, 100_000)
    const seconds = numberOption(values.seconds, 'seconds', 60, 1, 3_600)
    const say = (line: string) => void process.stderr.write(`${line}\n`)
    if (values.storm) {
      const { load, rssMb, incidents } = await onCounty(connections, { rate: 100_000 / 60, seconds: 60, alarmEvery: 1, alarmNodes: 50 })
      const good = load.acknowledged === load.sent && load.unheard === 0 && incidents === 50
      report({ storm: load, incidents, rssMb, good }, values.json === true)
      return good ? 0 : 1
    }
    say(`county: ${rate} messages a second for ${seconds} s from ${connections} connections …`)
    const county = await onCounty(connections, {
      rate,
      seconds,
      alarmEvery: Math.max(1, Math.round((rate * seconds) / Math.min(connections, 2_000))),
      alarmNodes: 0,
    })
    say('highest rate of a bare skeleton (broker → durable log → parse → commit) …')
    const skeleton = await highest((tried) => onSkeleton(connections, tried), rate)
    say('highest rate of the county …')
    const own =
      values['find-highest'] || skeleton > 0
        ? await highest(
            (tried) => onCounty(connections, { rate: tried, seconds: 10, alarmEvery: 500, alarmNodes: 0 }).then(({ load }) => load),
            rate,
          )
        : 0
    const good =
      county.load.acknowledged === county.load.sent && county.load.unheard === 0 && county.load.p99Ms <= 1_000 && own >= skeleton / 2
    report(
      {
        sustained: county.load,
        rate: Math.round(county.load.sent / seconds),
        rssMb: county.rssMb,
        skeletonHighest: skeleton,
        countyHighest: own,
        share: Number((own / skeleton).toFixed(2)),
        good,
      },
      values.json === true,
    )
    return good ? 0 : 1
  },
)

function report(result: object, json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, undefined, 2)}\n`)
}

/** Steps of a quarter from half the asked rate, until one is not carried without loss and in time. */
async function highest(run: (rate: number) => Promise<Load>, around: number): Promise<number> {
  let best = 0
  for (let rate = Math.round(around / 2); rate <= around * 8; rate = Math.round(rate * 1.25)) {
    const load = await run(rate)
    const carried = load.acknowledged === load.sent && load.closed === 0 && load.seconds < 13 && load.unheard === 0
    process.stderr.write(
      `  ${rate}/s ${carried ? 'carried' : 'not carried'} (${load.acknowledged} of ${load.sent} acknowledged in ${load.seconds} s, p99 ${load.p99Ms} ms)\n`,
    )
    if (!carried) break
    best = rate
  }
  return best
}

type Plan = { rate: number; seconds: number; alarmEvery: number; alarmNodes: number }

async function onCounty(connections: number, plan: Plan): Promise<{ load: Load; rssMb: number; incidents: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  writeFieldCounty(join(folder, 'field'), connections)
  const server = await ready([
    'local/main.ts',
    '--county',
    join(folder, 'field'),
    '--data',
    join(folder, 'data'),
    '--port',
    '0',
    '--mqtt-port',
    '0',
    '--no-simulator',
    '--json',
  ])
  const keys = new DeviceKeys((await localSecrets(join(folder, 'data'))).deviceSecret)
  const token = await output([
    'scripts/token.ts',
    '--county',
    join(folder, 'field'),
    '--data',
    join(folder, 'data'),
    '--role',
    'dispatcher',
  ])
  const load = await runLoad({
    ...plan,
    port: server.port,
    keys: Array.from({ length: connections }, (_, index) => keys.credentials({ id: nodeId(index) }).password),
    consoleToken: token,
  })
  const rssMb = rssOf(server.child.pid)
  const incidents = await countIncidents(server.http ?? '', token)
  await stop(server.child)
  rmSync(folder, { recursive: true, force: true })
  return { load, rssMb, incidents }
}

async function onSkeleton(connections: number, rate: number): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'skeleton-'))
  const server = await ready(['scripts/bench/skeleton.ts', folder])
  const load = await runLoad({
    rate,
    seconds: 10,
    alarmEvery: 0,
    alarmNodes: 0,
    port: server.port,
    keys: Array.from({ length: connections }, () => 'any'),
  })
  await stop(server.child)
  rmSync(folder, { recursive: true, force: true })
  return load
}

async function runLoad(order: object): Promise<Load> {
  const file = join(mkdtempSync(join(tmpdir(), 'load-')), 'order.json')
  writeFileSync(file, JSON.stringify(order))
  return JSON.parse(await output(['scripts/bench/load.ts', file])) as Load
}

async function countIncidents(http: string, token: string): Promise<number> {
  let count = 0
  for (let cursor = ''; ; ) {
    const response = await fetch(`${http}/v1/incidents?scenario=forest-fire&limit=200${cursor && `&cursor=${cursor}`}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const page = (await response.json()) as { items: unknown[]; next?: string }
    count += page.items.length
    if (!page.next) return count
    cursor = encodeURIComponent(page.next)
  }
}

function run(args: string[]): ChildProcess {
  return spawn(process.execPath, ['scripts/run.mjs', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
}

async function ready(args: string[]): Promise<Server> {
  const child = run(args)
  const line = JSON.parse(await firstLine(child)) as { port?: number; mqtt?: string; http?: string }
  return { child, port: line.port ?? Number(new URL(line.mqtt ?? '').port), ...(line.http && { http: line.http }) }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    child.once('exit', () => reject(new Error(`it ended before it was ready: ${text}`)))
  })
}

async function output(args: string[]): Promise<string> {
  return (await firstLine(run(args))).trim()
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

/** Resident memory of a process, megabytes; 0 where it cannot be read. */
function rssOf(pid: number | undefined): number {
  const { status, stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 ? Math.round(Number(stdout) / 1024) : 0
}
