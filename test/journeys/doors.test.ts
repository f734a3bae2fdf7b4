import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rateLimit } from '#api/rate-limit.ts'
import { areaContains, type Geometry, geometrySchema } from '#domain/geo/area.ts'
import { withPermissions } from '#domain/people/permissions.ts'
import { operations } from '#scenarios/extensions.ts'
import { scenarios } from '#scenarios/index.ts'
import { eventually, type OpenCounty, openCounty } from '#test/fixtures/local-county.ts'

describe('the doors of a county', () => {
  let county: OpenCounty
  let officer: Awaited<ReturnType<OpenCounty['as']>>
  let admin: Awaited<ReturnType<OpenCounty['as']>>

  beforeAll(async () => {
    county = await openCounty()
    ;[officer, admin] = await Promise.all([county.as('duty'), county.as('admin')])
  })
  afterAll(() => county.close())

  const reading = { tempC: 0, rhPct: 50, wind: { value: 0, unit: 'm/s' }, rainMm: 0 }

  it('register a device, take its messages, and shut it out when it is revoked or deleted', async () => {
    const registration = {
      id: 'ws-9',
      name: '新站',
      kinds: ['weather'],
      site: { lat: 25.1, lon: 160.05 },
      watches: ['forest-1'],
      silenceSeconds: 900,
    }
    const registered = await admin('POST', '/v1/devices', registration, { 'idempotency-key': 'new-station' })
    expect(registered.status).toBe(201)
    const station = await county.device('ws-9', registered.body.credentials)
    await station.say('weather', reading)
    await eventually(
      () => officer('GET', '/v1/devices/ws-9/health'),
      ({ body }) => body.state === 'heard',
    )
    const closed = new Promise<void>((resolve) => station.connection.once('close', () => resolve()))
    expect((await admin('POST', '/v1/devices/ws-9/revoke')).status).toBe(200)
    await closed
    await expect(county.device('ws-9', registered.body.credentials)).rejects.toThrow()
    expect((await admin('DELETE', '/v1/devices/ws-9')).body.status).toBe('retired')
    const again = await admin('POST', '/v1/devices', registration, { 'idempotency-key': 'again' })
    expect(again.status).toBe(201)
    await expect(county.device('ws-9', registered.body.credentials)).rejects.toThrow()
    await county.device('ws-9', again.body.credentials)
  })

  it('correct what is registered of a device, against the version that was read, and keep its credentials', async () => {
    const mast = { name: '南坡站', kinds: ['weather'], site: { lat: 25.1, lon: 160.07 }, watches: ['forest-1'] }
    const registered = await admin('POST', '/v1/devices', { id: 'ws-mast', ...mast }, { 'idempotency-key': 'mast' })
    const read = await officer('GET', '/v1/devices/ws-mast')
    const moved = { ...mast, name: '北坡站', site: { lat: 25.12, lon: 160.07 }, silenceSeconds: 3_600 }
    const correct = (body: object, match: string) => admin('PUT', '/v1/devices/ws-mast', body, { 'if-match': match })
    expect(await correct({ ...moved, watches: ['water-pond'] }, '*')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.watches' }] },
    })
    expect(await correct(moved, String(read.headers.get('etag')))).toMatchObject({
      status: 200,
      body: { id: 'ws-mast', status: 'active', ...moved },
    })
    expect((await correct(mast, String(read.headers.get('etag')))).status).toBe(412)
    const again = await officer('GET', '/v1/devices/ws-mast')
    expect((await correct({ ...again.body, name: '东坡站' }, String(again.headers.get('etag')))).status).toBe(200)
    expect(await correct({ ...again.body, status: 'retired' }, '*')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.status' }] },
    })
    expect((await officer('GET', '/v1/devices/ws-mast')).body).toMatchObject({ name: '东坡站' })
    await county.device('ws-mast', registered.body.credentials)
    expect((await officer('GET', '/v1/devices/ws-mast/health')).body).toMatchObject({ state: 'never-heard', silenceSeconds: 3_600 })
    await admin('DELETE', '/v1/devices/ws-mast')
    expect((await correct(moved, '*')).status).toBe(409)
    expect((await admin('POST', '/v1/devices/ws-mast/revoke')).body.status).toBe('retired')
  })

  it('report what is not in order among the devices', async () => {
    const { status, body } = await officer('GET', '/v1/device-hygiene')
    expect(status).toBe(200)
    const silentFromTheStart = body.lines.find(({ code }: { code: string }) => code === 'never-heard')
    expect(silentFromTheStart.devices).toContain('horn-1')
    expect(silentFromTheStart.count).toBeLessThanOrEqual(body.devices)
    const orphan = {
      id: 'ws-orphan',
      name: '无主',
      kinds: ['weather'],
      site: { lat: 25.1, lon: 160.07 },
      watches: ['forest-1'],
      parent: 'nobody',
    }
    expect((await admin('POST', '/v1/devices', orphan, { 'idempotency-key': 'orphan' })).body.errors[0].path).toBe('body.parent')
    const lost = { ...orphan, watches: ['forest-7'], parent: undefined }
    expect((await admin('POST', '/v1/devices', lost, { 'idempotency-key': 'lost' })).body.errors[0].path).toBe('body.watches')
  })

  it('tell how much of an area is seen, who is missing, and the ground that nobody sees', async () => {
    type Coverage = { area: string; coveredPct: number; coveredIfAllWorkedPct: number; missing: object[]; blind: Geometry }
    const seen = async () => (await officer('GET', '/v1/coverage?area=water-pond')).body.items as Coverage[]
    const [before] = await seen()
    expect(before).toMatchObject({ area: 'water-pond', coveredPct: 0, missing: [{ device: 'cam-1', why: 'never-heard' }] })
    expect(before?.coveredIfAllWorkedPct).toBeGreaterThan(0)
    const raft = { lat: 25.05, lon: 160.15 }
    expect(areaContains(before?.blind as Geometry, raft)).toBe(true)

    const eye = { id: 'cam-9', name: '塘心', kinds: ['vision'], site: raft, watches: ['water-pond'], sees: { rangeMetres: 1_500 } }
    const wrong = { ...eye, sees: { rangeMetres: 1_500, sector: { fromDeg: 90, toDeg: 90 } } }
    expect((await admin('POST', '/v1/devices', wrong, { 'idempotency-key': 'eye-wrong' })).body.errors[0].path).toBe(
      'body.sees.sector.toDeg',
    )
    const registered = await admin('POST', '/v1/devices', eye, { 'idempotency-key': 'eye' })
    const camera = await county.device('cam-9', registered.body.credentials)
    await camera.say('vision', { widthPx: 1000, heightPx: 500, frames: [{ offsetMs: 0, boxes: [] }] })
    const [watched] = await eventually(seen, ([pond]) => (pond?.coveredPct ?? 0) > 20)
    expect(areaContains(watched?.blind as Geometry, raft)).toBe(false)
    expect(geometrySchema.safeParse(watched?.blind).success).toBe(true)

    await admin('POST', '/v1/devices/cam-9/revoke')
    const [after] = await seen()
    expect(after).toMatchObject({ coveredPct: 0, missing: [{ device: 'cam-9', why: 'disabled' }, { device: 'cam-1' }] })
    const [line] = (await officer('GET', '/v1/device-hygiene')).body.lines
    expect(line).toMatchObject({ code: 'coverage-fell', areas: expect.arrayContaining([expect.objectContaining({ area: 'water-pond' })]) })
    expect((await admin('DELETE', '/v1/devices/cam-9')).status).toBe(200)
    expect((await seen())[0]?.missing).toEqual([{ device: 'cam-1', name: '南塘摄像机', why: 'never-heard' }])
  })

  it('list rejected messages with their reasons, and take one that was replayed when its cause is mended', async () => {
    const late = { id: 'ws-late', name: '迟到站', kinds: ['weather'], site: { lat: 25.1, lon: 160.06 }, watches: ['forest-1'] }
    const message = { v: 1, id: 'first', ts: county.clock.now(), ...reading }
    const sent = await admin('POST', '/v1/observations:batch', {
      messages: [
        { device: late.id, kind: 'weather', message },
        { device: 'ws-1', kind: 'nonsense', message },
      ],
    })
    expect(sent.body.results).toEqual([
      { device: 'ws-late', status: 'accepted' },
      { device: 'ws-1', status: 'accepted' },
    ])
    const rejected = await eventually(
      () => officer('GET', '/v1/rejected-messages?state=waiting'),
      ({ body }) => body.items.length === 2,
    )
    expect(rejected.body.items.map(({ reason }: { reason: string }) => reason).sort()).toEqual(['unknown-device', 'unknown-kind'])
    const { id } = rejected.body.items.find(({ device }: { device: string }) => device === late.id)
    await admin('POST', '/v1/devices', late, { 'idempotency-key': 'late-station' })
    county.services.registry = {
      lookUp: async (ids) => new Map(ids.map((name) => [name, { ...late, status: 'active', silenceSeconds: 900 } as never])),
    }
    expect((await officer('POST', `/v1/rejected-messages/${id}/replay`)).status).toBe(403)
    expect((await admin('POST', `/v1/rejected-messages/${id}/replay`)).status).toBe(202)
    await eventually(
      () => officer('GET', '/v1/devices/ws-late/health'),
      ({ body }) => body.state === 'heard',
    )
    expect((await admin('POST', `/v1/rejected-messages/${id}/replay`)).status).toBe(409)
  })

  it('say of a message that was replayed in vain that it failed again, and why', async () => {
    const { body } = await officer('GET', '/v1/rejected-messages?state=waiting&reason=unknown-kind')
    const { id } = body.items[0]
    expect((await admin('POST', `/v1/rejected-messages/${id}/replay`)).status).toBe(202)
    const again = await eventually(
      () => officer('GET', '/v1/rejected-messages?state=waiting&reason=unknown-kind'),
      (page) => page.body.items.some(({ replayOf }: { replayOf?: string }) => replayOf === id),
    )
    const earlier = await officer('GET', `/v1/rejected-messages/${id}`)
    expect(earlier.body).toMatchObject({ state: 'rejected-again', again: again.body.items[0].id, decided: { by: 'admin' } })
    expect((await admin('POST', `/v1/rejected-messages/${id}/replay`)).status).toBe(409)
  })

  it('answer problems without a stack to strangers, wrong types, unknown parameters and forged cursors', async () => {
    const anonymous = await fetch(`${county.http}/v1/incidents`)
    expect(anonymous.status).toBe(401)
    expect(anonymous.headers.get('www-authenticate')).toBe('Bearer')
    expect((await officer('GET', '/v1/incidents?colour=red')).body.errors[0]).toMatchObject({
      message: expect.stringContaining('Unrecognized'),
    })
    for (const query of ['limit=0', 'limit=1e2', 'limit=201', 'limit=', 'limit=1&limit=2', 'cursor=abc.def'])
      expect((await officer('GET', `/v1/incidents?${query}`)).status).toBe(400)
    expect((await officer('GET', '/v1/incidents/i-00000000000000000000')).status).toBe(404)
    expect((await officer('PUT', '/v1/incidents')).headers.get('allow')).toBe('GET')
    expect((await officer('POST', '/v1/tasks', '{"a":1', { 'idempotency-key': 'k1' })).status).toBe(400)
    expect((await officer('POST', '/v1/tasks', 'a=1', { 'content-type': 'text/plain', 'idempotency-key': 'k2' })).status).toBe(415)
    expect((await officer('POST', '/v1/tasks', { incidentId: 'i-00000000000000000000', assignee: 'patrol' })).status).toBe(400)
    expect((await officer('GET', '/v1/incidents/..%2f..%2fsecrets')).status).toBe(404)
    expect(JSON.stringify((await officer('GET', '/v1/nothing')).body)).not.toContain('at ')
  })

  it('refuse what would be counted twice, reckoned in vain or nested without end, and say why', async () => {
    const device = { id: 'd-1', name: 'd', kinds: ['vision'], site: { lat: 25.1, lon: 160.05 }, watches: ['forest-1'] }
    const register = (more: object) => admin('POST', '/v1/devices', { ...device, ...more }, { 'idempotency-key': JSON.stringify(more) })
    for (const [more, path] of [
      [{ watches: ['forest-1', 'forest-1'] }, 'body.watches'],
      [{ kinds: ['vision', 'vision'] }, 'body.kinds'],
      [{ id: 'console' }, 'body.id'],
      [{ name: 'd\u0000' }, 'body.name'],
      [{ watches: ['water-pond'], sees: { rangeMetres: 5 } }, 'body.sees.rangeMetres'],
      [{ kinds: ['weather'], sees: { rangeMetres: 500 } }, 'body.sees.rangeMetres'],
      [{ kinds: ['weather'], watches: ['water-pond'] }, 'body.watches'],
    ] as const)
      expect(await register(more)).toMatchObject({ status: 400, body: { errors: [{ path }] } })
    const deep = `{"messages":[{"device":"cam-1","kind":"vision","message":{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}}]}`
    expect(await admin('POST', '/v1/observations:batch', deep)).toMatchObject({ status: 400, body: { errors: [{ path: 'body' }] } })
    expect(await officer('GET', '/v1/coverage?area=nowhere')).toMatchObject({ status: 400, body: { errors: [{ path: 'query.area' }] } })
    const quality = async (query: string) => (await officer('GET', `/v1/quality?${query}`)).status
    expect(await quality('from=0000-01-01T00:00:00%2B14:00&to=9999-12-31T23:59:59-12:00')).toBe(200)
    expect(await quality('from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toBe(400)
  })

  it('enforce the one table of roles on every operation', async () => {
    const table = withPermissions(scenarios)
    const people = { duty: ['duty-officer'], patrol: ['responder'], admin: ['device-admin'] } as const
    for (const [person, roles] of Object.entries(people)) {
      const call = await county.as(person)
      for (const { method, path, permission } of operations) {
        if (permission === 'public' || permission === 'signed-in') continue
        const allowed = roles.some((role) => table[role].includes(permission))
        const { status } = await call(method, path.replace('{id}', 'x'), method === 'POST' ? {} : undefined)
        expect(`${person} ${method} ${path}: ${status === 403 ? 'denied' : 'let in'}`).toBe(
          `${person} ${method} ${path}: ${allowed ? 'let in' : 'denied'}`,
        )
      }
    }
  })

  it('describe themselves: OpenAPI, AsyncAPI and a page for device vendors', async () => {
    const openapi = await (await fetch(`${county.http}/openapi.json`)).json()
    expect(openapi.openapi).toBe('3.1.0')
    for (const { path, method, id } of operations) expect(openapi.paths[path][method.toLowerCase()].operationId).toBe(id)
    const asyncapi = await (await fetch(`${county.http}/asyncapi.json`)).json()
    const page = await (await fetch(`${county.http}/docs/messages`)).text()
    for (const kind of county.services.county.kinds.keys()) {
      expect(asyncapi.channels[kind].address).toBe(`cs/template/${kind}/{device}/up`)
      expect(page).toContain(`cs/template/${kind}/{device}/up`)
    }
  })

  it('H8: hold a caller who asks too often back, and nobody else', async () => {
    const { rateLimit: usual } = county.services
    expect((await officer('GET', '/v1/me')).headers.get('ratelimit-policy')).toBe('"caller";q=200;w=2')
    // A smaller allowance: the usual one is not used up by a machine that is slower than it.
    county.services.rateLimit = rateLimit(county.clock, { perSecond: 1, burst: 20 })
    const startedMs = county.clock.now()
    const answers = await Promise.all(Array.from({ length: 200 }, () => officer('GET', '/v1/me')))
    const seconds = (county.clock.now() - startedMs) / 1_000
    const other = await admin('GET', '/v1/me')
    county.services.rateLimit = usual
    const refused = answers.filter(({ status }) => status === 429)
    const served = answers.filter(({ status }) => status === 200).length
    expect(served).toBeLessThanOrEqual(21 + seconds)
    expect([served + refused.length, refused.length > 0]).toEqual([200, true])
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused[0]?.headers.get('ratelimit')).toMatch(/^"caller";r=0;t=\d+$/)
    expect(other.status).toBe(200)
  })

  it('A22: let a device that speaks a thousand times a second wait, and nobody else', async () => {
    const [loud, other] = [await county.device('ws-1'), await county.device('cam-1')]
    const startedMs = county.clock.now()
    const acknowledged = { loud: 0 }
    const burst = Promise.all(
      Array.from({ length: 1_000 }, async () => {
        await loud.say('weather', reading)
        acknowledged.loud++
      }),
    )
    for (let number = 0; number < 20; number++) await other.say('vision', { widthPx: 1000, heightPx: 500, frames: [] })
    const loudWhenOtherWasDone = acknowledged.loud
    await burst
    expect(county.clock.now() - startedMs).toBeGreaterThan(4_000)
    expect(loudWhenOtherWasDone).toBeLessThan(1_000)
  })

  it('send the security headers with everything', async () => {
    for (const path of ['/', '/v1/incidents', '/openapi.json', '/nothing']) {
      const { headers } = await fetch(`${county.http}${path}`)
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})
