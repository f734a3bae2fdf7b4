import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { consoleConfigSchema } from '#domain/api/console-config.ts'
import { areasSchema } from '#domain/api/county.ts'
import { deviceViewSchema, registeredSchema } from '#domain/api/device.ts'
import { connectDevice, topicFor } from './device.ts'
import type { CountyDoor } from './door.ts'

export type SmokeOptions = { mqttUrl?: string | undefined; waitSeconds: number; step: (what: string, seen: string) => void }

const incidentsSchema = z.looseObject({ items: z.array(z.looseObject({ id: z.string(), revision: z.number(), title: z.unknown() })) })
const eventsSchema = z.looseObject({ items: z.array(z.looseObject({ subject: z.string(), sequence: z.string() })), latest: z.number() })
const ringSchema = z.looseObject({ coordinates: z.array(z.array(z.tuple([z.number(), z.number()]).rest(z.number()))).min(1) })

/**
 * One device through the whole county: registered, connected with its own credentials, an alarm that becomes an incident and an
 * event, then dismissed as a test, revoked and retired. Whatever happens the device is taken away again.
 */
export async function smokeWalk(door: CountyDoor, options: SmokeOptions): Promise<void> {
  const { step } = options
  step('page', await lookAtPage(door.url))
  const config = consoleConfigSchema.parse(await (await fetch(`${door.url}/config.json`)).json())
  step('config.json', `county ${config.county}, issuer ${config.oidc.authority}, ${config.push ? 'push' : 'no push: consoles poll'}`)
  const { latest: before } = await door.ask('events.read', 'GET', '/v1/events?limit=1', eventsSchema)

  const registration = await registrationFor(door)
  const { credentials } = await door.ask('devices.write', 'POST', '/v1/devices', registeredSchema, { body: registration })
  if (credentials.type === 'shown-once') throw new Error('the county answered an earlier registration')
  step('register', `${registration.id} with a ${credentials.type}`)
  try {
    const device = await connectDevice(credentials, options.mqttUrl)
    step('connect', credentials.type === 'certificate' ? `mutual TLS to ${credentials.endpoint}` : 'with its key')
    const sentAtMs = Date.now()
    const message = { v: 1, id: `smoke-${sentAtMs}`, ts: sentAtMs, alarm: true }
    await device.publishAsync(topicFor(credentials, config.county, 'smoke'), JSON.stringify(message), { qos: 1 })
    step('publish', 'acknowledged')

    const event = await until(options.waitSeconds, 'no event in the feed', async () => {
      const { items } = await door.ask('events.read', 'GET', `/v1/events?after=${before}&limit=500`, eventsSchema)
      return items.find(({ data }) => JSON.stringify(data ?? {}).includes('smart-community'))
    })
    step('event', `number ${event.sequence} after ${Date.now() - sentAtMs} ms`)
    const { items } = await door.ask('incidents.read', 'GET', '/v1/incidents?status=open&limit=200', incidentsSchema)
    const incident = items.find(({ id }) => id === event.subject)
    if (!incident) throw new Error(`the feed tells of ${event.subject}, which is not among the open incidents`)
    step('incident', incident.id)
    const dismissal = { type: 'dismiss', reason: 'test', note: 'smoke test of the deployment' }
    await door.ask('incidents.judge', 'POST', `/v1/incidents/${incident.id}/transitions`, z.looseObject({}), {
      body: dismissal,
      headers: { 'if-match': '*' },
    })
    step('dismiss', 'as a test')

    const closed = new Promise<void>((resolve) => device.once('close', () => resolve()))
    await door.ask('devices.revoke', 'POST', `/v1/devices/${registration.id}/revoke`, deviceViewSchema)
    await Promise.race([closed, sleep(options.waitSeconds * 1000).then(() => Promise.reject(new Error('its connection is still open')))])
    await device.endAsync(true)
    step('revoke', 'its connection was closed')
  } finally {
    await door.ask('devices.write', 'DELETE', `/v1/devices/${registration.id}`, deviceViewSchema)
    step('retire', registration.id)
  }
}

async function lookAtPage(url: string): Promise<string> {
  const response = await fetch(`${url}/`)
  const page = await response.text()
  const policy = response.headers.get('content-security-policy')
  if (!response.ok || !page.includes('<div id="root"')) throw new Error(`${url}/ answers ${response.status} and no console`)
  if (!policy) throw new Error(`${url}/ answers no content-security-policy`)
  return `${page.length} characters, ${policy
    .split(';')
    .find((part) => part.includes('connect-src'))
    ?.trim()}`
}

/** A smoke detector in the first building there is. */
async function registrationFor(door: CountyDoor) {
  const { features } = await door.ask('areas.read', 'GET', '/v1/areas?kind=building', areasSchema)
  const building = features[0]
  if (!building) throw new Error('this county has no building to put a smoke detector into; its other scenarios are tried by hand')
  const [ring = []] = ringSchema.parse(building.geometry).coordinates
  const corners = ring.slice(0, -1)
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
  return {
    id: `smoke-test-${Date.now().toString(36)}`,
    name: 'smoke test 部署检查',
    kinds: ['smoke'],
    site: { lat: mean(1), lon: mean(0) },
    watches: [String(building.properties.id)],
    silenceSeconds: 86_400,
  }
}

async function until<Found>(seconds: number, otherwise: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const endsAtMs = Date.now() + seconds * 1000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > endsAtMs) throw new Error(`${otherwise} within ${seconds} s`)
    await sleep(500)
  }
}
