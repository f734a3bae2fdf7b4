import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncidentView } from '#domain/api/incident.ts'
import { commandTopic } from '#domain/observation/topic.ts'
import { scenarios } from '#scenarios/index.ts'
import { verifyLedger } from '#scripts/verify/promises.ts'
import { eventually, type OpenCounty, openCounty } from '#test/fixtures/local-county.ts'
import { type Effect, type Facts, keptIncident } from './facts.ts'
import { asJsonLines, keptFolders, rowsOf, unpacked } from './rows.ts'

type Call = Awaited<ReturnType<OpenCounty['as']>>
const ended = ['closed', 'evaluated', 'dismissed', 'merged', 'expired']
const minuteMs = 60_000

/** Whoever updates a county does it in the middle of the day, with people in the water. */
describe.each(keptFolders())('a folder that version $version has written', ({ archive }) => {
  const folder = unpacked(archive)
  const facts = JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')) as Facts
  const dataFolder = join(folder, 'data')
  const orders: { id: string }[] = []
  const speakers = new Map<string, ReturnType<OpenCounty['device']>>()
  let county: OpenCounty
  let isOpen = false
  let officer: Call

  async function open(speed = 1): Promise<void> {
    county = await openCounty({ county: join(folder, facts.county), dataFolder, speed })
    isOpen = true
    officer = await county.as('duty')
  }
  async function close(): Promise<void> {
    if (isOpen) await county.close()
    isOpen = false
  }
  const incidents = async (): Promise<IncidentView[]> => (await officer('GET', '/v1/incidents?limit=200')).body.items
  const events = async () => (await officer('GET', '/v1/events?after=0&limit=500')).body.items as { id: string; sequence: string }[]

  /** A device that takes orders. */
  function speaker(id: string): ReturnType<OpenCounty['device']> {
    const known = speakers.get(id)
    if (known) return known
    const speaking = county.device(id).then(async (device) => {
      device.connection.on('message', (_topic, payload) => orders.push(JSON.parse(payload.toString())))
      await device.connection.subscribeAsync(commandTopic(facts.county, id), { qos: 1 })
      return device
    })
    speakers.set(id, speaking)
    return speaking
  }

  /** The one open incident of the subject has become what it should, and is the one it was. */
  async function comesTrue({ scenario, subject, incident, level, severity, limitsVersion }: Effect): Promise<void> {
    const ofSubject = async () =>
      (await incidents()).filter((one) => one.scenario === scenario && one.subject === subject && !ended.includes(one.status))
    const found = await eventually(ofSubject, ([one]) => one?.level === level && one.severity === severity)
    expect(found).toHaveLength(1)
    const before = facts.incidents.find(({ id }) => id === incident)
    if (incident) expect(found[0]).toMatchObject({ id: incident, status: before?.status })
    else expect(facts.incidents.map(({ id }) => id)).not.toContain(found[0]?.id)
    if (limitsVersion !== undefined) expect(found[0]?.reason.limitsVersion).toBe(limitsVersion)
  }

  beforeAll(async () => {
    const rows = await rowsOf(dataFolder)
    const lines = asJsonLines(rows).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(rows)
    expect(verifyLedger(rows, scenarios).broken).toEqual([])
    await open()
    await Promise.all(['horn-1', 'band-1'].map(speaker))
  })
  afterAll(close)

  it('opens, and its time goes on from where it was', () => {
    expect(Math.abs(county.clock.now() - facts.writtenAtMs)).toBeLessThan(minuteMs)
  })

  it('has every incident as it was left', async () => {
    expect((await incidents()).map(keptIncident).sort(byId)).toEqual(facts.incidents.toSorted(byId))
  })

  it('has published what it has published, once and in that order', async () => {
    const told = await events()
    expect(told.slice(0, facts.events.length).map(({ id }) => id)).toEqual(facts.events)
    expect(told.map(({ sequence }) => Number(sequence))).toEqual(told.map((_, index) => index + 1))
  })

  it('knows its devices, the messages nobody could read, the limits in force and the shelf', async () => {
    const devices = (await officer('GET', '/v1/devices?limit=200')).body.items as { id: string; status: string }[]
    expect(Object.fromEntries(devices.map(({ id, status }) => [id, status]))).toEqual(facts.devices)
    const rejected = (await officer('GET', '/v1/rejected-messages')).body.items as { id: string; state: string }[]
    expect(Object.fromEntries(rejected.map(({ id, state }) => [id, state]))).toEqual(facts.rejected)
    const { scenario, inForce, newest } = facts.limits
    expect((await officer('GET', `/v1/scenarios/${scenario}/limits`)).body).toMatchObject({ inForce, newest })
    expect((await officer('GET', '/v1/shelves')).body.items.map(({ id }: { id: string }) => id)).toEqual([facts.shelf.id])
  })

  it('gives a request that comes again the answer it had, and does nothing twice', async () => {
    const { person, path, body, key, answer } = facts.answered
    const again = await (await county.as(person))('POST', path, body, { 'idempotency-key': key })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.body).toEqual(answer)
  })

  it('lets a device in that was registered again, by its newer key only', async () => {
    const { id, ...credentials } = facts.enrolledAgain
    await expect(county.device(id)).rejects.toThrow()
    await county.device(id, credentials)
  })

  it.each(facts.next)('goes on with $effect.subject when $device speaks ($kind)', async ({ device, kind, notBeforeMs, body, effect }) => {
    const ts = Math.max(county.clock.now(), notBeforeMs)
    await (await speaker(device)).say(kind, { id: `next-${device}-${kind}`, ts, ...body })
    await comesTrue(effect)
  })

  it('brings back what the shelf held when it is ended', async () => {
    const { id, scenario, subject } = facts.shelf
    expect((await officer('DELETE', `/v1/shelves/${id}`)).status).toBe(200)
    await comesTrue({ scenario, subject, level: 'battery-low', severity: 'Minor' })
  })

  it('gives no device an order that it has had', () => {
    expect(orders.filter(({ id }) => facts.orders.includes(id))).toEqual([])
  })

  it('does what time alone brings, after another start', async () => {
    await close()
    await open(60)
    for (const effect of facts.later) await comesTrue(effect)
  })

  it('keeps its promises and all its memories to the end', async () => {
    await close()
    const rows = await rowsOf(dataFolder)
    expect(verifyLedger(rows, scenarios).broken).toEqual([])
    const memories = rows.filter(({ pk }) => pk.startsWith('MEMORY#')).map(({ pk }) => pk.slice('MEMORY#'.length))
    // What was one memory may be several parts by now.
    const isKept = (key: string) => memories.some((name) => name === key || name.startsWith(`${key}/`))
    expect(facts.memories.filter((key) => !isKept(key))).toEqual([])
  })
})

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}
