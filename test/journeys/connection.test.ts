import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uplinkTopic } from '#domain/observation/topic.ts'
import { eventually, type OpenCounty, openCounty } from '#test/fixtures/local-county.ts'

type Told = { subject: string; level: string; severity: string; condition: { state: string } }

describe('the connections of devices', () => {
  let county: OpenCounty
  let officer: Awaited<ReturnType<OpenCounty['as']>>
  let admin: Awaited<ReturnType<OpenCounty['as']>>
  const reading = { tempC: 12, rhPct: 50, wind: { value: 2, unit: 'm/s' }, rainMm: 0 }
  const calm = { tMaxC: 24, backgroundMedianC: 21.5, backgroundMadC: 0.8, azimuthDeg: 120 }
  const healthOf = async (id: string) => (await officer('GET', `/v1/devices/${id}/health`)).body.state as string
  const incidents = async () => {
    const { items } = (await officer('GET', '/v1/incidents?limit=200')).body as { items: Told[] }
    return items.filter(({ level }) => level.startsWith('connection'))
  }

  beforeAll(async () => {
    county = await openCounty({ speed: 30 })
    ;[officer, admin] = await Promise.all([county.as('duty'), county.as('admin')])
  })
  afterAll(() => county.close())

  it('are reported when they break and do not come back, not when a device leaves by itself, and taken back with the next one', async () => {
    const [tower, station] = [await county.device('tower-1'), await county.device('ws-1')]
    await tower.say('hot-spot', calm)
    await station.say('weather', reading)
    await eventually(
      async () => [await healthOf('tower-1'), await healthOf('ws-1')],
      (states) => states.every((state) => state === 'heard'),
    )
    tower.connection.stream.destroy()
    await station.connection.endAsync()
    const [lost, ...others] = await eventually(incidents, (told) => told.length > 0)
    expect(lost).toMatchObject({ subject: 'device:tower-1', level: 'connection-lost', severity: 'Minor' })
    expect(others).toEqual([])
    expect(await healthOf('tower-1')).toBe('disconnected')
    const [forest] = (await officer('GET', '/v1/coverage?area=forest-1')).body.items
    expect(forest.missing).toContainEqual({ device: 'tower-1', name: '瞭望塔一', why: 'disconnected' })

    await county.device('tower-1')
    await eventually(incidents, ([told]) => told?.condition.state === 'over')
    expect(await healthOf('tower-1')).toBe('heard')
    expect(await healthOf('ws-1')).toBe('heard')
  })

  it('of a gateway speak for the devices that the register gives it, and for one that was moved no longer', async () => {
    const site = { lat: 25.1, lon: 160.06 }
    const base = { name: '网关', kinds: ['weather'], site, watches: ['forest-1'], silenceSeconds: 86_400 }
    const register = (body: { id: string; [field: string]: unknown }) => admin('POST', '/v1/devices', body, { 'idempotency-key': body.id })
    const first = await register({ ...base, id: 'gw-first', gateway: true })
    await register({ ...base, id: 'gw-second', gateway: true })
    const child = { ...base, name: '子站', parent: 'gw-first' }
    await register({ ...child, id: 'ws-child' })
    const { connection } = await county.device('gw-first', first.body.credentials)
    const speak = () =>
      connection.publishAsync(
        uplinkTopic('template', 'weather', 'ws-child'),
        JSON.stringify({ v: 1, ts: county.clock.now(), ...reading }),
        { qos: 1 },
      )
    await speak()
    expect((await admin('PUT', '/v1/devices/ws-child', { ...child, parent: 'gw-second' }, { 'if-match': '*' })).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 1_000)) // more than ten seconds of the county's
    const closed = new Promise<void>((resolve) => connection.once('close', () => resolve()))
    speak().catch(() => undefined)
    await closed
  })

  it('are told by the broker alone: no device and no program can invent one', async () => {
    const { connection } = await county.device('cam-1')
    const closed = new Promise<void>((resolve) => connection.once('close', () => resolve()))
    const word = { clientId: 'tower-1', eventType: 'disconnected', versionNumber: 9_999_999_999_999 }
    connection.publish(uplinkTopic('template', 'presence', 'cam-1'), JSON.stringify(word), { qos: 1 })
    await closed
    const sent = await admin('POST', '/v1/observations:batch', { messages: [{ device: 'tower-1', kind: 'presence', message: word }] })
    expect(sent).toMatchObject({ status: 400, body: { errors: [{ path: 'body.messages.0.kind' }] } })
    const vain = { id: 'spy', name: 'spy', kinds: ['presence'], site: { lat: 25.1, lon: 160.05 } }
    expect((await admin('POST', '/v1/devices', vain, { 'idempotency-key': 'spy' })).status).toBe(400)
  })

  it('of a device that is taken out of service tell nothing, nor does its silence, and nothing is among the rejected messages', async () => {
    const brief = {
      id: 'ws-brief',
      name: '临时站',
      kinds: ['weather'],
      site: { lat: 25.1, lon: 160.06 },
      watches: ['forest-1'],
      silenceSeconds: 60,
    }
    const registered = await admin('POST', '/v1/devices', brief, { 'idempotency-key': 'brief' })
    await (await county.device('ws-brief', registered.body.credentials)).say('weather', reading)
    await eventually(
      () => healthOf('ws-brief'),
      (state) => state === 'heard',
    )
    expect((await admin('DELETE', '/v1/devices/ws-brief')).status).toBe(200)
    const { connection, say } = await county.device('tower-2')
    await say('vision', { widthPx: 1000, heightPx: 500, frames: [{ offsetMs: 0, boxes: [] }] })
    const closed = new Promise<void>((resolve) => connection.once('close', () => resolve()))
    await admin('POST', '/v1/devices/tower-2/revoke')
    await closed
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    const { items } = (await officer('GET', '/v1/incidents?limit=200')).body as { items: Told[] }
    const subjects = items.map(({ subject }) => subject)
    for (const gone of ['device:tower-2', 'device:ws-brief']) expect(subjects).not.toContain(gone)
    expect((await officer('GET', '/v1/rejected-messages')).body.items).toEqual([])
  })
})
