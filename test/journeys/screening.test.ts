import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import { handleRequest } from '#api/handle-request.ts'
import type { ApiServices } from '#api/services.ts'
import { sha256 } from '#domain/digest.ts'
import { StoreUnavailable } from '#domain/errors.ts'
import { arrival } from '#domain/observation/kinds/arrival.ts'
import { riskList } from '#domain/observation/kinds/risk-list.ts'
import { withPermissions } from '#domain/people/permissions.ts'
import type { Role } from '#domain/people/principal.ts'
import type { Envelope } from '#domain/ports.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import { cachedRegistry, deviceWrite } from '#ledger/devices.ts'
import { keys } from '#ledger/keys.ts'
import { fileLimits } from '#ledger/limits.ts'
import { loadCounty } from '#local/load-county.ts'
import { advanceKey } from '#pipeline/detection/advance-key.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import { countyContext } from '#scenarios/county-context.ts'
import type { EpidemicMemory } from '#scenarios/epidemic-control/memory.ts'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'
import { epidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { deviceHealth, operations } from '#scenarios/extensions.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const dayMs = 86_400_000
const startMs = Date.parse('2026-11-23T12:00:00+08:00')
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const authorisation = {
  purpose: 'drill',
  legalBasis: 'drill order 1/2026',
  from: '2026-11-01T00:00:00+08:00',
  until: '2027-01-01T00:00:00+08:00',
}
const policies = [{ id: 'drill', from: '2026-01-01T00:00:00+08:00', lookBackDays: 7, lifetimeDays: 7 }]
const gate = { id: 'gate', name: 'gate', site: { lat: 25.1, lon: 160.05 }, watches: [], silenceSeconds: 900, status: 'active' as const }
const iso = (atMs: number) => new Date(atMs).toISOString()
const ref = (beginning: string) => beginning.padEnd(64, '0')

let clock: VirtualClock
let store: MemoryStore
let services: ApiServices
let numbers: number
let reads = { rows: 0, memories: 0 }

function open(limits: object = { authorisation }) {
  clock = new VirtualClock(startMs)
  store = counting(new MemoryStore(clock))
  numbers = 0
  const template = loadCounty('template')
  const parsed = epidemicLimits.parse({ ...limits, screening: { policies } })
  const county = {
    ...template,
    enabled: [...template.enabled, epidemicControl.id],
    stated: new Map([...template.stated, [epidemicControl.id, parsed]]),
  }
  services = {
    county: countyContext(county),
    limits: fileLimits(countyContext(county)),
    scenarios: [epidemicControl],
    store,
    registry: cachedRegistry(store, clock),
    readings: new WeakMap(),
    clock,
    rng: { next: () => 0.5 },
    log: silent,
    meter: { count: () => undefined },
    identity: { verify: async (role) => ({ id: `the-${role}`, name: role, roles: [role as Role], expiresAtMs: Number.MAX_SAFE_INTEGER }) },
    stream: { append: (envelopes) => taken(envelopes) },
    archive: {
      store: async () => undefined,
      batches: async () => [],
      open: async () => [],
      async *read() {},
      begins: async () => undefined,
    },
    enrolment: {} as never,
    deviceHealth,
    permissions: withPermissions([epidemicControl]),
    rateLimit: () => ({}),
  }
}

/** The store, with the rows that are read counted, and the memories among them. */
function counting(counted: MemoryStore): MemoryStore {
  const [get, range] = [counted.get.bind(counted), counted.range.bind(counted)]
  const count = (pks: string[]) => {
    reads.rows += pks.length
    reads.memories += pks.filter((pk) => pk.startsWith('MEMORY#')).length
  }
  counted.get = (wanted) => {
    count(wanted.map(({ pk }) => pk))
    return get(wanted)
  }
  counted.range = async (query) => {
    const rows = await range(query)
    count(rows.map(({ pk }) => pk))
    return rows
  }
  return counted
}

async function taken(envelopes: Envelope[]): Promise<void> {
  const records = envelopes.map((envelope) => ({ sequence: String(++numbers).padStart(8, '0'), envelope }))
  expect(await detectBatch(services, epidemicControl, records)).toEqual({ failed: [] })
}

async function call(role: Role, method: string, path: string, body?: unknown) {
  const [pathname = '', search = ''] = path.split('?')
  const headers = {
    authorization: `Bearer ${role}`,
    'idempotency-key': `k-${++numbers}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const bytes = new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body))
  const request = { method, path: pathname, query: new URLSearchParams(search), headers, body: bytes }
  const answer = await handleRequest(services, operations, request, `request-${++numbers}`)
  return { status: answer.status, body: JSON.parse(answer.body) }
}
const send = async (method: string, path: string, body: Uint8Array) => {
  const headers = { authorization: 'Bearer health-officer', 'content-type': 'application/gzip' }
  const answer = await handleRequest(
    services,
    operations,
    { method, path, query: new URLSearchParams(), headers, body },
    `request-${++numbers}`,
  )
  return { status: answer.status, body: JSON.parse(answer.body) }
}
const officer = (method: string, path: string, body?: unknown) => call('health-officer', method, path, body)

const say = (kind: string, message: object) =>
  taken([
    {
      kind,
      device: gate.id,
      clientId: gate.id,
      principal: 'key',
      receivedAtMs: clock.now(),
      payload: new TextEncoder().encode(JSON.stringify({ v: 1, id: `m-${++numbers}`, ts: clock.now(), ...message })),
    },
  ])

const entry = { level: 'high', scope: '420502', text: '示范街道柳岫小区' }
async function listed(entries: object[] = [entry], atMs = clock.now()) {
  for (const daysBefore of [9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    await say('risk-list', { ...riskList.example, listTime: iso(atMs - daysBefore * dayMs), hash: 'aa11bb22', entries })
}

async function arrives(beginning: string, more: object = {}, community = '示范街道柳岫小区') {
  const stay = { adcode: '420502', community, from: iso(clock.now() - 8 * dayMs), to: iso(clock.now()) }
  await say('arrival', {
    ...arrival.example,
    arrivalId: `A-${beginning}`,
    personRef: ref(beginning),
    origin: { adcode: '420502' },
    stays: [stay],
    test: undefined,
    consent: { purpose: 'screening', at: iso(clock.now()) },
    ...more,
  })
}
async function memoryOf(key: string) {
  const [item] = await store.get([keys.memory(epidemicControl.id, key)])
  return (item?.value as KeyMemory | undefined)?.detector as EpidemicMemory | undefined
}

const rowsOf = (beginning: string) => [...store.rows.keys()].filter((name) => name.startsWith(beginning))

/** What the sweep does, for the one memory of the test: its timers come due one after the other. */
async function timersRun(rounds: number): Promise<void> {
  const key = 'prefecture:4205:b'
  for (let round = 0; round < rounds; round++) {
    const [item] = await store.get([keys.memory(epidemicControl.id, key)])
    const timers = Object.entries((item?.value as KeyMemory | undefined)?.timers ?? {}).filter(
      ([, dueAtMs]) => dueAtMs <= clock.now() + 5_000,
    )
    for (const [name, dueAtMs] of timers)
      await advanceKey(services, epidemicControl, key, [{ kind: 'wake', name, key, observedAtMs: dueAtMs }])
  }
}
const queue = async () =>
  (await officer('GET', '/v1/screening/queue?purpose=contact')).body.items as { refs: string[]; colour: string; rule: string }[]
const decide = (who: string, colour: string, more: object = {}) =>
  officer('POST', `/v1/screening/persons/${ref(who).slice(0, 16)}/decision`, {
    purpose: 'review',
    colour,
    reason: 'asked by telephone',
    ...more,
  })
const person = (who: string, purpose = 'review') => officer('GET', `/v1/screening/persons/${ref(who).slice(0, 16)}?purpose=${purpose}`)

async function opened(limits?: object) {
  open(limits)
  await store.commit([deviceWrite({ ...gate, kinds: ['arrival', 'risk-list', 'case-count'] }, 0)])
}
beforeEach(() => opened())

describe('the screening desk', () => {
  it('sees the gravest first, page by page, and nobody who is green', async () => {
    await listed()
    await arrives('aa1', {}, '别的街道另一小区')
    await arrives('bb2')
    await arrives('cc3', { stays: [{ adcode: '420583', community: '', from: iso(startMs - 8 * dayMs), to: iso(startMs) }] })
    expect((await queue()).map(({ refs: [one], colour }) => `${one?.slice(0, 3)} ${colour}`)).toEqual(['bb2 red', 'aa1 amber'])
    const first = await officer('GET', '/v1/screening/queue?purpose=contact&limit=1')
    expect(first.body.items).toHaveLength(1)
    expect(first.body.items[0]).toMatchObject({ arrivedAt: '2026-11-23T12:00:00.000+08:00', minutes: 36 })
    const second = await officer('GET', `/v1/screening/queue?purpose=contact&limit=1&cursor=${encodeURIComponent(first.body.next)}`)
    expect(second.body.items.map(({ refs }: { refs: string[] }) => refs[0]?.slice(0, 3))).toEqual(['aa1'])
    expect(second.body.next).toBeUndefined()
    const amber = await officer('GET', '/v1/screening/queue?purpose=contact&colour=amber')
    expect(amber.body.items.map(({ colour }: { colour: string }) => colour)).toEqual(['amber'])
  })

  it('reads the lines of the page and of the people on it, however many others wait', async () => {
    await listed()
    for (let number = 0; number < 60; number++) await arrives(`${(number % 16).toString(16)}${number}`, { linkKeys: [ref(`c${number}f`)] })
    const pageOf = async (limit: number) => {
      reads = { rows: 0, memories: 0 }
      const { body } = await officer('GET', `/v1/screening/queue?purpose=contact&limit=${limit}`)
      expect(body.items).toHaveLength(limit)
      return reads
    }
    // The line itself, what else is known of the person, the incident; one more line tells whether there is a next page.
    expect(await pageOf(5)).toEqual({ rows: 6 * 4, memories: 0 })
    expect(await pageOf(50)).toEqual({ rows: 51 * 4, memories: 0 })
  })

  it('turns every page of a queue in which people stand several times, and shows each once', async () => {
    await listed()
    const stays = [
      { adcode: '420502', community: '示范街道柳岫小区', from: iso(startMs - 8 * dayMs), to: iso(startMs) },
      { adcode: '110105', from: iso(startMs - 8 * dayMs), to: iso(startMs) },
    ]
    for (let number = 0; number < 9; number++) await arrives(`${number}a`, { stays, linkKeys: [ref(`c${number % 6}`)] })
    const seen: string[][] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const path: string = `/v1/screening/queue?purpose=contact&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
      const { body } = await officer('GET', path)
      seen.push(...body.items.map(({ refs }: { refs: string[] }) => refs.map((one) => one[0])))
      cursor = body.next
    }
    expect(seen).toEqual([['0', '6'], ['1', '7'], ['2', '8'], ['3'], ['4'], ['5']])
  })

  it('sees one entry for somebody who stayed in two prefectures, or who is known by two references with one telephone', async () => {
    await listed()
    const stay = { adcode: '110105', community: '', from: iso(startMs - 8 * dayMs), to: iso(startMs) }
    await arrives('aa1', { stays: [{ ...stay, adcode: '420502', community: '示范街道柳岫小区' }, stay], linkKeys: [ref('77')] })
    await arrives('bb2', { linkKeys: [ref('77')] })
    await arrives('cc3', { linkKeys: [ref('88')] })
    expect((await queue()).map(({ refs }) => refs.map((one) => one.slice(0, 3)).sort())).toEqual([['aa1', 'bb2'], ['cc3']])
  })

  it('reads the sealed identity, rule and entry, for a purpose of the authorisation only, and every look is traced', async () => {
    await listed()
    await arrives('bb2', { sealed: 'c2VhbGVk' })
    expect((await person('bb2')).body).toMatchObject({
      sealed: 'c2VhbGVk',
      places: [
        { colour: 'red', rule: 'high-community', entry: entry.text, stays: [{ match: { rule: 'high-community', entry: entry.text } }] },
      ],
    })
    expect((await person('bb2', 'curiosity')).status).toBe(403)
    await arrives('cc3', { linkKeys: [ref('77')] })
    await arrives('dd4', { linkKeys: [ref('77')], test: { at: iso(startMs), result: 'negative' } })
    const { body: linked } = await person('dd4')
    expect(linked).toMatchObject({ linked: [ref('cc3').slice(0, 16)], places: [{ test: { result: 'negative' } }] })
    expect((await officer('GET', '/v1/screening/queue')).status).toBe(400)
    await queue()
    const { body } = await call('auditor', 'GET', '/v1/screening/reads')
    expect(body.items).toMatchObject([
      { by: 'the-health-officer', purpose: 'contact', what: 'queue' },
      { by: 'the-health-officer', purpose: 'review', what: 'person dd4000' },
      { by: 'the-health-officer', purpose: 'review', what: 'person bb2000' },
    ])
    for (const role of ['duty-officer', 'dispatcher', 'scenario-admin', 'viewer', 'auditor'] as const)
      expect((await call(role, 'GET', '/v1/screening/queue?purpose=contact')).status).toBe(403)
    expect((await officer('GET', '/v1/screening/reads')).status).toBe(403)
  })

  it('lowers a verdict for good: the same match in a later list does not bring it back, another one does', async () => {
    await listed()
    await arrives('bb2')
    expect((await decide('bb2', 'green', { appeal: true })).body).toMatchObject({ prefectures: ['4205'] })
    expect(await queue()).toEqual([])
    clock.jump(3_600_000)
    await say('risk-list', { ...riskList.example, listTime: iso(startMs + 3_600_000), hash: 'cc33dd44', entries: [entry] })
    expect(await queue()).toEqual([])
    expect((await person('bb2')).body.places[0].decided).toMatchObject({
      by: 'the-health-officer',
      appeal: true,
      reason: 'asked by telephone',
      on: { rule: 'high-community', entry: entry.text },
    })
    await decide('bb2', 'amber', { reason: 'looked at again' })
    const [place] = (await person('bb2')).body.places
    expect(place.decided.reason).toBe('looked at again')
    expect(place.earlier.map(({ reason }: { reason: string }) => reason)).toEqual(['asked by telephone'])
    await arrives('bb2', { test: { at: iso(startMs), result: 'positive' } })
    expect((await queue()).map(({ rule }) => rule)).toEqual(['test-positive'])
    expect((await call('auditor', 'GET', '/v1/screening/reads')).body.items.map(({ what }: { what: string }) => what)).toContain(
      'decision green on bb2000 on appeal',
    )
  })

  it('asks about those who were in one cell with somebody confirmed red, once, and never makes them red', async () => {
    await listed()
    const cell = ref('c0ffee')
    const at = (fromHours: number, toHours: number) => ({
      cell,
      from: iso(startMs - fromHours * 3_600_000),
      to: iso(startMs - toHours * 3_600_000),
    })
    await arrives('bb2', { presence: [at(60, 20)], companions: [ref('ee5'), ref('ff6')] })
    const elsewhere = { stays: [{ adcode: '420583', community: '', from: iso(startMs - 8 * dayMs), to: iso(startMs) }] }
    await arrives('aa1', { presence: [at(30, 29)], ...elsewhere })
    await arrives('dd4', { presence: [{ ...at(30, 29), cell: ref('dead') }], ...elsewhere })
    await arrives('ee5', elsewhere)
    expect((await queue()).map(({ refs }) => refs[0]?.slice(0, 3))).toEqual(['bb2'])
    expect((await decide('bb2', 'red')).body.companions).toEqual({ raised: 2, unknown: 1 })
    await decide('bb2', 'red')
    expect((await queue()).map(({ refs: [one], colour, rule }) => `${one?.slice(0, 3)} ${colour} ${rule}`)).toEqual([
      'aa1 amber companion',
      'ee5 amber companion',
    ])
  })

  it('deletes somebody wholly; what stays is a trace that says nothing of who it was', async () => {
    await listed()
    await arrives('bb2', {
      sealed: 'c2VhbGVk',
      linkKeys: [ref('77')],
      presence: [{ cell: ref('c0'), from: iso(startMs - dayMs), to: iso(startMs) }],
    })
    expect((await officer('DELETE', `/v1/screening/persons/${ref('bb2').slice(0, 16)}?purpose=deletion`)).body.memories).toBe(3)
    expect((await person('bb2')).status).toBe(404)
    expect(await queue()).toEqual([])
    const memories = JSON.stringify(
      [...store.rows.values()].filter(({ sk }) => sk === 'memory').map(({ value }) => (value as { detector: object }).detector),
    )
    expect(memories).not.toContain(ref('bb2').slice(0, 12))
    expect(memories).not.toContain('c2VhbGVk')
    expect(rowsOf('LISTED#')).toEqual([])
  })

  it('reads nothing that has expired, though nothing has deleted it yet', async () => {
    await listed()
    await arrives('bb2')
    expect((await person('bb2')).status).toBe(200)
    clock.jump(14 * dayMs)
    expect((await person('bb2')).status).toBe(404)
    expect(await queue()).toEqual([])
  })

  it('is shut, and says why, when screening is off, not authorised, expired or stopped; deletion stays possible', async () => {
    await opened({ authorisation: { ...authorisation, until: '2026-11-25T00:00:00+08:00' } })
    await listed()
    await arrives('bb2')
    clock.jump(3 * dayMs)
    expect(await person('bb2')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('expired') } })
    expect((await decide('bb2', 'green')).status).toBe(409)
    const erase = () => officer('DELETE', `/v1/screening/persons/${ref('bb2').slice(0, 16)}?purpose=deletion`)
    expect([(await erase()).status, (await erase()).status]).toEqual([200, 404])
    for (const [limits, why] of [
      [{}, 'no authorisation'],
      [{ authorisation: { ...authorisation, killSwitch: true } }, 'kill switch'],
    ] as const) {
      open(limits)
      expect((await officer('GET', '/v1/screening/queue?purpose=contact')).body.detail).toContain(why)
    }
    services.scenarios = []
    expect((await officer('GET', '/v1/screening/tallies')).body.detail).toContain('switched')
  })

  it('takes a publication through the stream and answers what became of every entry', async () => {
    const divisions = [
      { code: '420000', name: '湖北省' },
      { code: '420500', name: '宜昌市' },
      { code: '420502', name: '西陵区' },
      { code: '420583', name: '枝江市' },
    ]
    const area = (county: string, communitys: string[]) => ({ province: '湖北省', city: '宜昌市', county, communitys })
    const data = {
      end_update_time: '2026-11-23 11时',
      hcount: 2,
      highlist: [area('西陵区', ['示范街道柳岫小区', '除1栋底商外']), area('开发区', [])],
      middlelist: [],
    }
    const request = { device: 'gate', publication: { data }, divisions }
    const first = await officer('POST', '/v1/screening/lists', request)
    expect(first.status).toBe(202)
    expect(first.body).toMatchObject({ messages: 1, prefectures: 1, missing: ['low'], miscounted: ['high'] })
    expect(first.body.entries.map(({ scope, human }: { scope: string; human?: string }) => [scope, human !== undefined])).toEqual([
      ['420502', false],
      ['420502', true],
      ['420500', true],
    ])
    await arrives('bb2')
    expect((await person('bb2')).body.places[0]).toMatchObject({ colour: 'red', listTime: '2026-11-23T11:00:00.000+08:00' })
    expect(first.body.counts).toEqual({ high: 3, middle: 0, low: 0, human: 2 })
    const before = rowsOf('MEMORY#').map((name) => store.rows.get(name)?.version)
    expect((await officer('POST', '/v1/screening/lists', request)).body).toEqual(first.body)
    expect(rowsOf('MEMORY#').map((name) => store.rows.get(name)?.version)).toEqual(before)
    expect((await officer('POST', '/v1/screening/lists', { ...request, device: 'nobody' })).status).toBe(409)
    expect((await officer('POST', '/v1/screening/lists', { ...request, publication: {} })).status).toBe(400)
    expect((await call('auditor', 'GET', '/v1/screening/lists')).body).toMatchObject({
      imports: [{ by: 'the-health-officer', messages: 1, sentAt: '2026-11-23T12:00:00.000+08:00' }],
      inForce: [{ prefecture: '4205', listTime: '2026-11-23T11:00:00.000+08:00', high: 3, middle: 0, low: 0 }],
    })
  })

  it('takes the largest publication of 2022 packed, as one: no list is ever half there', async () => {
    const divisions = [
      { code: '420000', name: '湖北省' },
      { code: '420500', name: '宜昌市' },
      { code: '420502', name: '西陵区' },
    ]
    const communitys = Array.from(
      { length: 43_000 },
      (_, number) => `示范街道柳岫社区第${number}小区${sha256(String(number)).slice(0, 6)}号楼`,
    )
    const highlist = [{ province: '湖北省', city: '宜昌市', county: '西陵区', communitys: [...communitys, '除1栋底商外'] }]
    const request = { device: 'gate', publication: { data: { end_update_time: '2026-11-23 11时', highlist } }, divisions }
    expect(JSON.stringify(request).length).toBeGreaterThan(1_048_576)
    expect((await officer('POST', '/v1/screening/lists', request)).status).toBe(413)
    const halfway = services.stream.append
    services.stream = { append: async () => Promise.reject(new StoreUnavailable('the stream takes no more')) }
    const packed = gzipSync(JSON.stringify(request))
    expect((await send('POST', '/v1/screening/lists', packed)).status).toBe(503)
    const imports = async () => (await officer('GET', '/v1/screening/lists')).body.imports as { sentAt?: string }[]
    expect((await imports())[0]?.sentAt).toBeUndefined()
    services.stream = { append: halfway }
    const { status, body } = await send('POST', '/v1/screening/lists', packed)
    expect([status, body.counts, body.leftOff, body.entries.length]).toEqual([
      202,
      { high: 43_001, middle: 0, low: 0, human: 1 },
      43_000,
      1,
    ])
    expect((await imports())[0]?.sentAt).toBeDefined()
    expect((await send('POST', '/v1/screening/lists', gzipSync(Buffer.alloc(13_000_000)))).status).toBe(413)
    expect((await send('POST', '/v1/screening/lists', Buffer.from('{}'))).status).toBe(400)
  })

  it('tells those with a screening page what it rests on, also when it is shut, and nobody else', async () => {
    expect((await officer('GET', '/v1/screening')).body).toMatchObject({
      permit: 'granted',
      authorisation: { legalBasis: 'drill order 1/2026', purposes: ['contact', 'review', 'appeal', 'deletion'] },
      policy: { id: 'drill', lookBackDays: 7 },
      smallest: 5,
    })
    expect((await call('scenario-admin', 'GET', '/v1/screening')).status).toBe(403)
    await opened({ authorisation: { ...authorisation, killSwitch: true } })
    expect((await call('auditor', 'GET', '/v1/screening')).body.permit).toBe('killed')
  })

  it('tells everybody whom a late list concerns, though one commit cannot hold them, and forgets them so, too', async () => {
    await listed([])
    for (let number = 0; number < 70; number++) await arrives(`b${String(number).padStart(2, '0')}`)
    expect(await queue()).toEqual([])
    clock.jump(3_600_000)
    await say('risk-list', { ...riskList.example, listTime: iso(clock.now() - 60_000), hash: 'cc33dd44', entries: [entry] })
    const reds = async () => (await officer('GET', '/v1/screening/queue?purpose=contact&limit=200')).body.items.length
    expect(await reds()).toBe(15)
    await timersRun(4)
    expect(await reds()).toBe(70)
    clock.jump(15 * dayMs)
    await timersRun(5)
    expect(rowsOf('LISTED#')).toEqual([])
    expect(JSON.stringify((await memoryOf('prefecture:4205:b'))?.prefecture?.people)).toBe('{}')
  })

  it('publishes no count below five, none that follows from others, and the minutes of work', async () => {
    await listed()
    for (let number = 0; number < 7; number++) await arrives(`b${number}`)
    for (let number = 0; number < 3; number++) await arrives(`a${number}`, {}, '别的街道另一小区')
    expect((await call('duty-officer', 'GET', '/v1/screening/tallies')).body).toEqual({
      arrivals: [{ date: '2026-11-23', prefecture: '4205', green: 0, amber: 'hidden', red: 7 }],
      work: [{ date: '2026-11-23', manualMinutes: 'hidden' }],
      streets: [],
    })
    for (let number = 3; number < 6; number++) await arrives(`a${number}`, {}, '别的街道另一小区')
    expect((await call('auditor', 'GET', '/v1/screening/tallies')).body.work).toEqual([
      { date: '2026-11-23', manualMinutes: 7 * 36 + 6 * 6 },
    ])
  })
})
