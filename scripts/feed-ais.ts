import { createReadStream, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { existingSecrets } from '#adapters/local/identity.ts'
import { credentialsSchema } from '#domain/api/device.ts'
import { ingestTopic, uplinkTopic } from '#domain/observation/topic.ts'
import { numberOption, runCommand, wholeNumberOption } from '#local/command-line.ts'
import { noCounters, told } from '#scripts/feed-ais/counters.ts'
import { type Box, Feeder } from '#scripts/feed-ais/feeder.ts'
import { linesOf, receiverLines } from '#scripts/feed-ais/lines.ts'
import { type Credentials, connectAs, Uplink } from '#scripts/feed-ais/uplink.ts'
import { readJsonFile } from '#scripts/json-file.ts'

/** On the way out what waits gets this long; a file has no such haste. */
const farewellMs = 5_000

await runCommand(
  {
    usage: 'npm run feed:ais -- --device <id> [--receiver host:port | <file> | -]',
    summary:
      'Stands beside a shore receiver: reads its AIVDM and AIVDO sentences from a TCP receiver, a file or standard input, and sends what they say of vessels as the receiver’s own device. Counts what was not sent, and why. Exits with 1 when a fix was not acknowledged.',
    positional: 'file',
    options: {
      device: { type: 'string', help: 'the receiver’s device, registered for the kind vessel' },
      receiver: { type: 'string', help: 'host:port of a receiver that speaks over TCP; connected again whenever it breaks' },
      county: { type: 'string', help: 'the county (demo)' },
      url: { type: 'string', help: 'the broker (mqtt://127.0.0.1:1883, or the endpoint in the credentials)' },
      credentials: { type: 'string', help: 'file with the `credentials` of the device’s registration; only its owner should read it' },
      data: { type: 'string', help: 'on the county’s own machine instead: its data folder (.county/<county>)' },
      within: { type: 'string', help: 'west,south,east,north in degrees: what lies outside is counted and not sent' },
      heartbeat: { type: 'string', help: 'seconds without a fix after which the receiver says that it is there (60)' },
      buffer: { type: 'string', help: 'how many messages wait while the broker is away; then the oldest goes (10000)' },
      report: { type: 'string', help: 'seconds between two lines of counters (60)' },
      json: { type: 'boolean', help: 'counters as lines of JSON' },
    },
  },
  async ({ values, positionals: [file = '-'] }) => {
    if (typeof values.device !== 'string') throw new Error('name the receiver: npm run feed:ais -- --device <id>')
    const county = String(values.county ?? 'demo')
    const seconds = (name: 'heartbeat' | 'report') => numberOption(values[name], name, 60, 1, 86_400) * 1_000
    const most = wholeNumberOption(values.buffer, 'buffer', 10_000, 1, 1_000_000)
    const credentials = await credentialsOf(values.device, county, values)
    const counters = noCounters()
    const stopping = new AbortController()
    let refusal: Error | undefined
    const complain = (why: string) => process.stderr.write(`${why}\n`)
    let complained = ''
    /** It tries again each second, and is in the same trouble each time. */
    const complainOnce = (why: string) => {
      if (why !== complained) complain(why)
      complained = why
    }
    const connection = connectAs(credentials, values.url === undefined ? undefined : String(values.url), complainOnce, (why) => {
      refusal = new Error(`the broker does not let ${values.device} in: ${why}`)
      stopping.abort()
    })
    const topic = (credentials.type === 'key' ? uplinkTopic : ingestTopic)(county, 'vessel', values.device)
    const uplink = new Uplink(connection, topic, most, counters)
    const feeder = new Feeder({ counters, within: boxOf(values.within), now: Date.now, offer: (message) => uplink.offer(message) })
    const report = () =>
      process.stdout.write(`${values.json ? JSON.stringify({ ...counters, waiting: uplink.waiting }) : told(counters, uplink.waiting)}\n`)

    let isHearing = values.receiver === undefined
    const hearing = (state: 'connected' | 'lost', why: string) => {
      isHearing = state === 'connected'
      complain(`receiver ${state}: ${why}`)
    }
    let fixes = -1
    const beating = setInterval(() => {
      // Without a receiver there is nothing to vouch for, and the county shall notice its silence.
      if (isHearing && fixes === counters.vessels && uplink.waiting === 0) feeder.beat()
      fixes = counters.vessels
    }, seconds('heartbeat'))
    const reporting = setInterval(report, seconds('report'))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

    const feed = async () => {
      const live = typeof values.receiver === 'string' ? receiverLines(addressOf(values.receiver), stopping.signal, hearing) : undefined
      const bytes = file === '-' ? process.stdin : createReadStream(file)
      for await (const line of live ?? linesOf(bytes)) {
        // A file waits for room; a receiver does not wait for anybody.
        if (!live) await uplink.fewerThan(most)
        if (stopping.signal.aborted) break
        feeder.take(line)
      }
      if (!stopping.signal.aborted) await uplink.fewerThan(1)
    }
    const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()))
    try {
      await Promise.race([feed(), stopped])
      if (refusal) throw refusal
      await Promise.race([uplink.fewerThan(1), new Promise((resolve) => setTimeout(resolve, farewellMs).unref())])
    } finally {
      clearInterval(beating)
      clearInterval(reporting)
      await connection.endAsync(true)
      process.stdin.destroy()
    }
    report()
    return uplink.waiting + counters.forgotten === 0 ? 0 : 1
  },
)

async function credentialsOf(device: string, county: string, values: Record<string, unknown>): Promise<Credentials> {
  if (typeof values.credentials === 'string') {
    const parsed = credentialsSchema.safeParse(readJsonFile(values.credentials))
    if (!parsed.success) throw new Error(`${values.credentials} does not hold the credentials of a registration`)
    return parsed.data
  }
  const folder = resolve(String(values.data ?? join(import.meta.dirname, '..', '.county', county)))
  if (!existsSync(join(folder, 'secrets.json')))
    throw new Error(`${folder} is no data folder of a county; away from the county’s machine name --credentials`)
  return new DeviceKeys((await existingSecrets(folder)).deviceSecret).credentials({ id: device })
}

function addressOf(text: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^\[?([^\]]+)\]?:(\d{1,5})$/.exec(text) ?? []
  if (host === '') throw new Error(`--receiver takes host:port, not "${text}"`)
  return { host, port: numberOption(port, 'receiver', 0, 1, 65_535) }
}

function boxOf(value: unknown): Box | undefined {
  if (value === undefined) return undefined
  const numbers = String(value).split(',').map(Number)
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = numbers
  if (numbers.length !== 4 || !(west < east && south < north)) throw new Error('--within takes west,south,east,north in degrees')
  return [west, south, east, north]
}
