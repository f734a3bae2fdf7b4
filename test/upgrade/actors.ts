import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import mqtt from 'mqtt'
import { CountyClock } from '#adapters/local/county-clock.ts'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { existingSecrets, LocalIssuer } from '#adapters/local/identity.ts'
import { LedgerFile } from '#adapters/local/ledger-file.ts'
import { uplinkTopic } from '#domain/observation/topic.ts'
import { loadCounty } from '#local/load-county.ts'

const root = join(import.meta.dirname, '../..')
/** The local county's own issuer, as its people's tokens name it. */
const issuerName = 'urn:county-sense:local'
const mostRequests = 50

/** The county of this code as a process of its own, and people and devices who know only its doors. */
export async function startCounty(countyFolder: string, dataFolder: string, startMs: number) {
  await setClock(dataFolder, startMs)
  const args = ['--county', countyFolder, '--data', dataFolder, '--port', '0', '--mqtt-port', '0', '--no-simulator', '--json']
  const child = spawn(process.execPath, ['scripts/run.mjs', 'local/main.ts', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  // A story that breaks off leaves no county behind.
  process.once('exit', () => child.kill('SIGKILL'))
  const doors = await firstLine(child)
  const readyAtMs = performance.now()
  const secrets = await existingSecrets(dataFolder)
  const { file, people } = loadCounty(countyFolder)
  const issuer = new LocalIssuer(secrets, issuerName, people, new CountyClock())
  const keys = new DeviceKeys(secrets.deviceSecret)
  const connections: mqtt.MqttClient[] = []
  const orders: Order[] = []
  let numbers = 0

  /** The county's clock; behind it by what passed until it said that it was ready. */
  const now = () => Math.round(startMs + performance.now() - readyAtMs)

  async function as(person: string) {
    const principal = people.find(({ id }) => id === person)
    if (!principal) throw new Error(`nobody is called ${person}`)
    const token = await issuer.token(principal, 3_600)
    return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(`${doors.http}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(method === 'POST' && { 'idempotency-key': `k-${++numbers}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    }
  }

  /** A device that says what it has to say, one message after the other, and takes orders: a loudspeaker answers them. */
  async function device(id: string, credentials: object = keys.credentials({ id })) {
    const connection = await mqtt.connectAsync(doors.mqtt, { ...credentials, reconnectPeriod: 0 })
    connections.push(connection)
    const send = (kind: string, payload: string) => connection.publishAsync(uplinkTopic(file.id, kind, id), payload, { qos: 1 })
    const say = (kind: string, body: Record<string, unknown>, atMs = now()) =>
      send(kind, JSON.stringify({ v: 1, id: `w-${++numbers}`, ts: atMs, ...body }))
    connection.on('message', (_topic, payload) => {
      const order = JSON.parse(payload.toString()) as Order
      orders.push(order)
      if (order.name === 'loudspeaker.play') say('speaker-ack', { commandId: order.id, played: true })
    })
    await connection.subscribeAsync(`cs/${file.id}/command/${id}/down`, { qos: 1 })
    return { say, send }
  }

  return {
    http: doors.http,
    file,
    orders,
    now,
    as,
    device,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const [code] = await ended
      for (const connection of connections) connection.end(true)
      if (code !== 0) throw new Error(`the county ended with ${code}`)
    },
  }
}
export type StartedCounty = Awaited<ReturnType<typeof startCounty>>
export type Order = { id: string; name: string; device: string }

/** Asks until it is so. */
export async function until<T>(what: string, look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  for (let request = 1; ; request++) {
    const seen = await look()
    if (isSo(seen)) return seen
    if (request === mostRequests) throw new Error(`never came true: ${what}; last seen ${String(JSON.stringify(seen)).slice(0, 800)}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/**
 * A county goes on from where its last sweep was, if that lies ahead of the machine's clock. So a folder that begins far ahead
 * can be opened in any later year, and its time goes on as if it had been closed a moment ago.
 */
async function setClock(dataFolder: string, startMs: number): Promise<void> {
  const file = await LedgerFile.open(join(dataFolder, 'ledger'))
  const row = JSON.stringify({ value: { sweptThroughMs: startMs }, version: 1 })
  await file.write([{ type: 'put', key: 'row!SWEEP\0swept-through', value: new TextEncoder().encode(row) }])
  await file.close()
}

async function firstLine(child: ChildProcess): Promise<{ http: string; mqtt: string }> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += chunk
    if (text.includes('\n')) return JSON.parse(text)
  }
  throw new Error('the county ended before it was ready')
}
