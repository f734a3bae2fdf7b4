import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt from 'mqtt'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { localSecrets } from '#adapters/local/identity.ts'
import { rowOf } from '#ledger/row-type.ts'
import { rowTypeAt } from '#ledger/row-type-at.ts'
import { incidentRow } from '#ledger/rows/incident-rows.ts'
import { seededRng } from '#local/seeded-rng.ts'
import { nodeId, writeFieldCounty } from '#scripts/bench/field-county.ts'
import { rowsOf } from '#test/upgrade/rows.ts'

/**
 * A thousand numbered alarms into a county that is killed with SIGKILL again and again; whoever got no acknowledgement sends
 * again. Afterwards every alarm has one incident, none has two, the feed has no gap and every case file is whole.
 */
const root = join(import.meta.dirname, '../..')
const [alarms, parallel] = [Number(process.argv[2] ?? 1_000), 25]
const rng = seededRng(Number(process.argv[3] ?? 1))
const folder = mkdtempSync(join(tmpdir(), 'kill-'))
const data = join(folder, 'data')
writeFieldCounty(join(folder, 'field'), alarms)
const args = [
  'scripts/run.mjs',
  'local/main.ts',
  '--county',
  join(folder, 'field'),
  '--data',
  data,
  '--port',
  '18377',
  '--mqtt-port',
  '18378',
  '--no-simulator',
  '--json',
]
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function start(): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
    child.stdout?.once('data', () => resolve(child))
    child.once('exit', () => reject(new Error('the county ended before it was ready')))
  })
}

let county = await start()
const keys = new DeviceKeys((await localSecrets(data)).deviceSecret)
let [kills, done, resent] = [0, 0, 0]

/** One alarm, sent until it is acknowledged: the same message each time. */
async function raise(index: number): Promise<void> {
  const payload = JSON.stringify({ v: 1, id: `alarm-${index}`, ts: Date.now(), tMaxC: 95, backgroundMedianC: 20, backgroundMadC: 0.5 })
  for (;;) {
    const connection = mqtt.connect('mqtt://127.0.0.1:18378', {
      ...keys.credentials({ id: nodeId(index) }),
      reconnectPeriod: 0,
      connectTimeout: 2_000,
    })
    const acknowledged = await new Promise<boolean>((resolve) => {
      connection.once('close', () => resolve(false))
      connection.once('error', () => resolve(false))
      connection.once('connect', () =>
        connection.publish(`cs/field/hot-spot/${nodeId(index)}/up`, payload, { qos: 1 }, (error) => resolve(!error)),
      )
    })
    connection.end(true)
    if (acknowledged) break
    resent++
    await sleep(50 + rng.next() * 200)
  }
  done++
}

async function killing(): Promise<void> {
  while (done < alarms) {
    await sleep(150 + rng.next() * 900)
    if (done >= alarms) return
    county.removeAllListeners('exit')
    county.kill('SIGKILL')
    kills++
    county = await start()
  }
}

const pending = Array.from({ length: alarms }, (_, index) => index)
const publishers = Array.from({ length: parallel }, async () => {
  for (let index = pending.shift(); index !== undefined; index = pending.shift()) {
    await raise(index)
    await sleep(rng.next() * 100)
  }
})
await Promise.all([...publishers, killing()])
await sleep(3_000)
county.removeAllListeners('exit')
const ended = new Promise((resolve) => county.once('exit', resolve))
county.kill('SIGTERM')
await ended
const verify = spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/verify.ts', '--data', data, '--json'], {
  cwd: root,
  encoding: 'utf8',
})
const verdict = JSON.parse(verify.stdout) as { incidents: number; events: number; broken: string[] }
// On a slow machine device health may tell of connections that stayed away: those are no alarms of ours.
const fires = (await rowsOf(data))
  .filter((row) => rowTypeAt(row) === incidentRow)
  .map((row) => rowOf(incidentRow, row).value)
  .filter(({ scenario }) => scenario === 'forest-fire')
const good = verify.status === 0 && fires.length === alarms && new Set(fires.map(({ subject }) => subject)).size === alarms && kills > 0
process.stdout.write(
  `${alarms} alarms, ${kills} kills, ${resent} sent again: ${fires.length} incidents of theirs among ${verdict.incidents}, ${verdict.events} events, ${verdict.broken.length} promises broken\n`,
)
for (const promise of verdict.broken.slice(0, 10)) process.stdout.write(`BROKEN ${promise}\n`)
process.stdout.write(`${good ? 1 : 0} passed, ${good ? 0 : 1} failed\n`)
process.exit(good ? 0 : 1)
