import { describe, expect, it } from 'vitest'
import { kindsOf } from '#domain/county/county-slice.ts'
import type { Device } from '#domain/observation/device.ts'
import { brokerPrincipal, presence } from '#domain/observation/presence.ts'
import { maxPayloadBytes, type Reading, readMessage } from '#domain/observation/read-message.ts'
import { parseUplinkTopic } from '#domain/observation/topic.ts'
import { scenarios } from '#scenarios/index.ts'

/** Injected faults A1–A23 of devices' input, each as a message and what becomes of it. */
const rules = {
  kinds: kindsOf(scenarios),
  offsetMinutes: 480,
  covers: ({ lat, lon }: { lat: number; lon: number }) => lat > 30 && lat < 31 && lon > 111 && lon < 112,
}
const station: Device = {
  id: 'ws-1',
  name: '站',
  kinds: ['weather', 'vision'],
  site: { lat: 30.6, lon: 111.2 },
  watches: [],
  silenceSeconds: 900,
  status: 'active',
}
const receivedAtMs = Date.UTC(2026, 10, 23, 2)
const good = { v: 1, id: 'm1', ts: '2026-11-23T10:00:00+08:00', tempC: 0, rhPct: 0, wind: { value: 0, unit: 'm/s' }, rainMm: 0 }
const encoder = new TextEncoder()

function read(
  payload: string | Uint8Array | object,
  { device = station, kind = 'weather' }: { device?: Device | undefined; kind?: string } = {},
): Reading {
  const bytes = payload instanceof Uint8Array ? payload : encoder.encode(typeof payload === 'string' ? payload : JSON.stringify(payload))
  return readMessage(rules, { kind, receivedAtMs, payload: bytes }, device, 'ws-1')
}

const reasonOf = (reading: Reading) => (reading.type === 'rejected' ? reading.reason : 'accepted')
const accepted = (reading: Reading) => {
  if (reading.type !== 'observation') throw new Error(JSON.stringify(reading))
  return reading.observation
}

describe('a message that cannot be an observation is rejected with its reason', () => {
  const deep = (depth: number) => `{"v":1,"ts":0,"x":${'['.repeat(depth)}${']'.repeat(depth)}}`
  it.each<[string, () => Reading, string]>([
    ['A1 empty', () => read(''), 'empty'],
    ['A2 a picture', () => read(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0])), 'bad-utf8'],
    ['A3 cut off', () => read('{"v":1,"ts":'), 'not-json'],
    ['A3 trailing comma', () => read('{"v":1,}'), 'not-json'],
    ['A4 GBK', () => read(new Uint8Array([0x7b, 0xb5, 0xe3, 0x7d])), 'bad-utf8'],
    ['A5 a byte too many', () => read(new Uint8Array(maxPayloadBytes + 1).fill(0x20)), 'too-large'],
    ['A6 nested a hundred deep', () => read(deep(100)), 'too-deep'],
    ['A6 nested sixty thousand deep', () => read(deep(60_000)), 'too-deep'],
    ['A9 infinity', () => read(JSON.stringify(good).replace('"tempC":0', '"tempC":1e999')), 'schema'],
    ['A9 NaN as text', () => read({ ...good, tempC: 'NaN' }), 'schema'],
    ['A10 number with a tail', () => read({ ...good, tempC: '36.6abc' }), 'schema'],
    ['A10 empty text', () => read({ ...good, tempC: '' }), 'schema'],
    ['A10 blank', () => read({ ...good, tempC: ' ' }), 'schema'],
    ['A10 null', () => read({ ...good, tempC: null }), 'schema'],
    ['A10 list', () => read({ ...good, tempC: [5] }), 'schema'],
    ['A10 true', () => read({ ...good, tempC: true }), 'schema'],
    ['A11 colder than anything', () => read({ ...good, tempC: -300 }), 'schema'],
    ['A11 latitude 91', () => read({ ...good, lat: 91, lon: 111 }), 'schema'],
    ['A12 latitude and longitude swapped', () => read({ ...good, lat: 31.2, lon: 30.6 }), 'out-of-area'],
    ['A15 another version', () => read({ ...good, v: 99 }), 'unsupported-version'],
    [
      'A16 unknown device',
      () => readMessage(rules, { kind: 'weather', receivedAtMs, payload: encoder.encode(JSON.stringify(good)) }, undefined, 'ws-1'),
      'unknown-device',
    ],
    ['A17 disabled', () => read(good, { device: { ...station, status: 'disabled' } }), 'device-disabled'],
    ['A17 retired', () => read(good, { device: { ...station, status: 'retired' } }), 'device-disabled'],
    ['A20 text without end', () => read({ ...good, id: 'x'.repeat(5_000) }), 'schema'],
    ['A23 confidence above one', () => read(frame(1.7), { kind: 'vision' }), 'schema'],
    ['A23 negative confidence', () => read(frame(-0.1), { kind: 'vision' }), 'schema'],
    ['a kind nobody reads', () => read(good, { kind: 'tea' }), 'unknown-kind'],
    ['a kind the device is not registered for', () => read(good, { kind: 'hot-spot' }), 'kind-not-registered'],
    ['a list instead of an object', () => read('[1]'), 'not-an-object'],
    ['no unit of the wind', () => read({ ...good, wind: 3 }), 'schema'],
  ])('%s', (_name, attempt, reason) => {
    expect(reasonOf(attempt())).toBe(reason)
  })
})

describe('a message with a blemish is taken', () => {
  it('A3 with a byte order mark', () => expect(reasonOf(read(`\uFEFF${JSON.stringify(good)}`))).toBe('accepted'))
  it('A5 at the very limit', () => expect(reasonOf(read(JSON.stringify(good).padEnd(maxPayloadBytes, ' ')))).toBe('accepted'))
  it('A6 nested ten deep in a field nobody reads', () => expect(reasonOf(read({ ...good, more: [[[[[[[[[[1]]]]]]]]]] }))).toBe('accepted'))
  it('A7 and leaves no prototype behind', () => {
    expect(
      reasonOf(read(JSON.stringify(good).replace('{', '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},'))),
    ).toBe('accepted')
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
  it('A8 with a doubled key: the last one counts', () =>
    expect(accepted(read(JSON.stringify(good).replace('"tempC":0', '"tempC":1,"tempC":2'))).body).toMatchObject({ tempC: 2 }))
  it('A9 with minus zero, and an id of twenty digits keeps them all', () => {
    expect(reasonOf(read(JSON.stringify(good).replace('"tempC":0', '"tempC":-0')))).toBe('accepted')
    expect(accepted(read({ ...good, id: '12345678901234567890' })).messageId).toBe('12345678901234567890')
  })
  it('A13 without a fix: the registered site stands for it, and says so', () => {
    expect(accepted(read({ ...good, lat: 0, lon: 0 })).position).toEqual({ ...station.site, source: 'registered' })
    expect(accepted(read({ ...good, lat: 30.5, lon: 111.5 })).position.source).toBe('reported')
  })
  it('A14 with fields nobody knows', () => expect(accepted(read({ ...good, humour: 7 })).body).not.toHaveProperty('humour'))
  it('A18 and what it says of its identity is ignored', () =>
    expect(accepted(read({ ...good, device: 'ws-2', deviceId: 'ws-2' })).device).toBe('ws-1'))
  it('A19 with control characters in its text, which stays text', () =>
    expect(reasonOf(read({ ...good, id: 'a\u0000\u202e' }))).toBe('accepted'))
  it('with readings of 0 and false, which are values', () =>
    expect(accepted(read(good)).body).toMatchObject({ tempC: 0, rhPct: 0, rainMm: 0, wind: { value: 0 } }))
  it('B4 without an id: one is derived, the same for the same bytes', () => {
    const { id: _none, ...anonymous } = good
    expect(accepted(read(anonymous)).messageId).toBe(accepted(read(anonymous)).messageId)
    expect(accepted(read(anonymous)).messageId).not.toBe(accepted(read({ ...anonymous, tempC: 1 })).messageId)
  })
})

describe('time', () => {
  const timeOf = (ts: unknown) => {
    const reading = read({ ...good, ts })
    return reading.type !== 'observation' ? reasonOf(reading) : { atMs: reading.observation.observedAtMs, clock: reading.observation.clock }
  }
  const device = { atMs: receivedAtMs, clock: 'device' }
  const server = { atMs: receivedAtMs, clock: 'server' }

  it('D1 a clock a day ahead or never set gives way to the server’s; a naive time is the county’s, whatever the process thinks', () => {
    expect(timeOf('2026-11-24T10:00:00+08:00')).toEqual(server)
    expect(timeOf('1970-01-01T00:00:00Z')).toEqual(server)
    expect(timeOf('2026-11-23 10:00:00')).toEqual(device)
    expect(timeOf('2026-11-23T02:00:00Z')).toEqual(device)
  })
  it('D2 seconds, milliseconds and microseconds are told apart by size', () => {
    for (const ts of [receivedAtMs / 1000, receivedAtMs, receivedAtMs * 1000]) expect(timeOf(ts)).toEqual(device)
  })
  it('D3 the 30th of February, 24:00 and a leap second are no moments', () => {
    for (const ts of ['2026-02-30T00:00:00Z', '2026-11-23T24:00:00+08:00', '2026-11-23T23:59:60Z', 'yesterday', null, -1])
      expect(timeOf(ts)).toBe('bad-time')
  })
  it('D7 with and without milliseconds is the same moment', () =>
    expect(timeOf('2026-11-23T10:00:00.000+08:00')).toEqual(timeOf('2026-11-23T10:00:00+08:00')))
  it('D8 the 29th of February exists when it does', () => {
    expect(timeOf('2024-02-29T00:00:00Z')).toMatchObject({ clock: 'device' })
    expect(timeOf('2025-02-29T00:00:00Z')).toBe('bad-time')
  })
})

describe('topics', () => {
  it('are taken in both forms and in no other', () => {
    const target = { kind: 'weather', device: 'ws-1' }
    expect(parseUplinkTopic('demo', 'cs/demo/weather/ws-1/up')).toEqual(target)
    expect(parseUplinkTopic('demo', '$aws/rules/cs_demo_weather/cs/demo/weather/ws-1/up')).toEqual(target)
    for (const topic of [
      'cs/other/weather/ws-1/up',
      'cs/demo/weather/ws-1/down',
      'cs/demo/weather/ws-1/up/x',
      'cs/demo/weather//up',
      'cs/demo/../ws-1/up',
      'demo/weather',
      '',
    ])
      expect(parseUplinkTopic('demo', topic)).toBeUndefined()
  })
})

function frame(score: number) {
  return { ...good, widthPx: 100, heightPx: 100, frames: [{ offsetMs: 0, boxes: [{ x: 1, y: 1, w: 5, h: 5, score, class: 'person' }] }] }
}

describe('a word of a connection', () => {
  const told = { clientId: 'ws-1', timestamp: receivedAtMs, eventType: 'disconnected', clientInitiatedDisconnect: false, versionNumber: 7 }
  const word = (principal: string, more: object = {}, of: Device = station) =>
    readMessage(
      rules,
      { kind: presence.name, receivedAtMs, principal, payload: encoder.encode(JSON.stringify({ ...told, ...more })) },
      of,
      'ws-1',
    )

  it('is taken from the broker alone, whatever else calls itself so', () => {
    expect(accepted(word(brokerPrincipal))).toMatchObject({ kind: 'presence', device: 'ws-1', observedAtMs: receivedAtMs })
    for (const principal of ['key/ws-1', 'broker', '', 'ws-1']) expect(reasonOf(word(principal))).toBe('kind-not-registered')
    const posing = { ...station, kinds: [presence.name] }
    expect(reasonOf(word('key/ws-1', {}, posing))).toBe('kind-not-registered')
  })

  it('is refused under another name and without what orders it, and ignored of whoever is no device in service', () => {
    expect(reasonOf(word(brokerPrincipal, { clientId: 'ws-2' }))).toBe('schema')
    expect(reasonOf(word(brokerPrincipal, { versionNumber: undefined }))).toBe('schema')
    expect(word(brokerPrincipal, {}, { ...station, status: 'disabled' }).type).toBe('ignored')
    expect(
      readMessage(
        rules,
        { kind: presence.name, receivedAtMs, principal: brokerPrincipal, payload: encoder.encode('{}') },
        undefined,
        'console-1',
      ).type,
    ).toBe('ignored')
  })
})
