import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { Envelope } from '#domain/ports.ts'
import { readRuleError, redeliver, type Undelivered } from '#pipeline/undelivered.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const nowMs = Date.UTC(2026, 10, 23, 3)
const certificate = 'a'.repeat(64)
const uuid = '5f0c2f4e-7c5e-4d2b-9c2e-0a4f8a1b2c3d'
const payload = '{"id":"m1","value":80}'
/** In the form of the example in AWS IoT Core's documentation, "Error handling (error action)". */
const written = {
  ruleName: 'cs_demo_probe',
  topic: 'cs/demo/probe/d-1/up',
  cloudwatchTraceId: '7e146a2c-95b5-6caf-98b9-50e3969734c7',
  clientId: 'd-1',
  base64OriginalPayload: Buffer.from(payload).toString('base64'),
  failures: [
    {
      failedAction: 'KinesisAction',
      failedResource: 'observations',
      errorMessage: 'Failed to put record. ProvisionedThroughputExceededException',
    },
  ],
}

let store: MemoryStore
let stream: Envelope[]
let removed: string[]
const key = `rule-errors/probe/${nowMs - 5_000}-${uuid}/${certificate}`

function objectOf(text: string, at = key): Undelivered {
  return { key: at, text, writtenAtMs: nowMs, remove: async () => void removed.push(at) }
}

function services(append = async (envelopes: Envelope[]) => void stream.push(...envelopes)) {
  const quiet = () => undefined
  return {
    store,
    meter: { count: quiet },
    log: { info: quiet, warn: quiet, error: quiet },
    stream: { append },
    county: { id: 'demo', sensitiveKinds: new Set(['fall']) },
  }
}

const rejected = () => [...store.rows.values()].filter(({ pk }) => pk.startsWith('REJECTED#'))

beforeEach(() => {
  store = new MemoryStore(new VirtualClock(nowMs))
  stream = []
  removed = []
})

describe('what a rule could not deliver', () => {
  it('goes into the stream with its identity and the time at which it was received', async () => {
    expect(await redeliver(services(), objectOf(JSON.stringify(written)))).toBe('redelivered')
    const head = { kind: 'probe', device: 'd-1', clientId: 'd-1', principal: certificate, receivedAtMs: nowMs - 5_000 }
    expect(stream).toEqual([{ ...head, payload: new Uint8Array(Buffer.from(payload)) }])
    expect(removed).toEqual([key])
    expect(rejected()).toEqual([])
  })

  it('stays where it is while the stream refuses', async () => {
    const refusing = services(() => Promise.reject(new Error('throttled')))
    await expect(redeliver(refusing, objectOf(JSON.stringify(written)))).rejects.toThrow('throttled')
    expect(removed).toEqual([])
  })

  it.each([
    ['no JSON', '{"topic":'],
    ['no topic of a device of this county', JSON.stringify({ ...written, topic: 'cs/other/probe/d-1/up' })],
    ['no sender', JSON.stringify({ ...written, clientId: undefined })],
    ['a payload that is not base64', JSON.stringify({ ...written, base64OriginalPayload: '%%%' })],
    ['no failure', JSON.stringify({ ...written, failures: [] })],
  ])('is filed as rejected once when it has %s', async (_what, text) => {
    for (const _time of ['once', 'again']) expect(await redeliver(services(), objectOf(text))).toBe('filed')
    expect(stream).toEqual([])
    expect(rejected()).toHaveLength(1)
    expect(rejected()[0]?.value).toMatchObject({ reason: 'failed', kind: 'probe', payload: Buffer.from(text).toString('base64') })
  })

  it('keeps no content of a kind that can carry personal data', async () => {
    await redeliver(services(), objectOf('broken', key.replace('probe', 'fall')))
    expect(rejected()[0]?.value).not.toHaveProperty('payload')
  })

  it('never speaks for more than its sender when the key kept no principal', () => {
    const read = readRuleError('demo', { key: `rule-errors/probe/${nowMs}-${uuid}`, text: JSON.stringify(written), writtenAtMs: nowMs })
    expect(read).toMatchObject({ ok: true, envelope: { principal: 'rule:principal-not-kept' } })
  })

  it('is the word of the broker when it tells of a connection', () => {
    const text = JSON.stringify({ ...written, topic: '$aws/events/presence/disconnected/d-1', clientId: undefined })
    const read = readRuleError('demo', { key: `rule-errors/presence/${nowMs}-${uuid}`, text, writtenAtMs: nowMs })
    const envelope = { kind: 'presence', device: 'd-1', clientId: 'd-1', principal: 'broker:presence', receivedAtMs: nowMs }
    expect(read).toMatchObject({ ok: true, envelope })
  })
})
