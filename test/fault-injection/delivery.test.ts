import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import { StoreUnavailable } from '#domain/errors.ts'
import type { Incident } from '#domain/incident/incident.ts'
import type { Envelope, Store, StreamRecord } from '#domain/ports.ts'
import { cachedRegistry, deviceWrite } from '#ledger/devices.ts'
import { fileLimits } from '#ledger/limits.ts'
import type { RejectedMessage } from '#ledger/rows/message-rows.ts'
import { type BatchResponse, StreamConsumer } from '#local/stream-runner.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { salvage } from '#pipeline/salvage.ts'
import { countyContextOf } from '#test/fixtures/county-context.ts'
import { probe, probeScenario } from '#test/fixtures/probe-scenario.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const startMs = Date.UTC(2026, 10, 23, 3)
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const encoder = new TextEncoder()

let clock: VirtualClock
let truth: MemoryStore
let services: DetectionServices
let sequence = 0

beforeEach(async () => {
  clock = new VirtualClock(startMs)
  truth = new MemoryStore(clock)
  sequence = 0
  for (const area of ['one', 'two'])
    await truth.commit([
      deviceWrite(
        {
          id: `d-${area}`,
          name: area,
          kinds: ['probe'],
          site: { lat: 30, lon: 150 },
          watches: [area],
          silenceSeconds: 900,
          status: 'active',
        },
        0,
      ),
    ])
  services = servicesOn(truth)
})

const rules = countyContextOf('fault-injection', [probe])

function servicesOn(store: Store): DetectionServices {
  return {
    county: rules,
    limits: fileLimits(rules),
    store,
    registry: cachedRegistry(store, clock),
    readings: new WeakMap(),
    clock,
    rng: { next: () => 0.5 },
    log: silent,
    meter: { count: () => undefined },
  }
}

function record(id: string, value: number, more: Partial<Envelope> & { ageMs?: number } = {}): StreamRecord {
  const payload = encoder.encode(JSON.stringify({ v: 1, id, ts: clock.now() - (more.ageMs ?? 0), value }))
  return {
    sequence: String(++sequence).padStart(6, '0'),
    envelope: {
      kind: 'probe',
      device: 'd-one',
      clientId: more.device ?? 'd-one',
      principal: 'key',
      receivedAtMs: clock.now(),
      payload,
      ...more,
    },
  }
}

const broken = (bytes = '{') => record('x', 0, { payload: encoder.encode(bytes) })
const detect = (records: StreamRecord[], on = services) => detectBatch(on, probeScenario, records)
const incidents = () => [...truth.rows.values()].filter(({ sk }) => sk === 'incident').map(({ value }) => value as Incident)
const rejected = () => [...truth.rows.values()].filter(({ pk }) => pk.startsWith('REJECTED#')).map(({ value }) => value as RejectedMessage)

describe('delivery', () => {
  it('B1, B2 the same message again, under another sequence, now and an hour later, has one effect', async () => {
    const first = record('m1', 80)
    await detect([first, { ...first, sequence: '000900' }])
    clock.jump(3_000_000)
    await detect([{ ...first, sequence: '000901' }])
    expect(incidents()).toMatchObject([{ evidenceCount: 1 }])
  })

  it('B3 the same id with other content: the first one counts, the second is filed as conflicting', async () => {
    await detect([record('m1', 80)])
    await detect([record('m1', 90)])
    expect(incidents()).toMatchObject([{ evidenceCount: 1 }])
    expect(rejected()).toMatchObject([{ reason: 'conflicting-content' }])
  })

  it('B5 messages in reverse order make one incident', async () => {
    const late = record('m1', 80, { ageMs: 5_000 })
    await detect([record('m2', 80), late])
    expect(incidents()).toMatchObject([{ evidenceCount: 2 }])
  })

  it('B7 what is too late raises nothing, and what is late but relevant does', async () => {
    await detect([record('m1', 80, { ageMs: 2 * 86_400_000 })])
    expect(incidents()).toEqual([])
    await detect([record('m2', 80, { ageMs: 600_000 })])
    expect(incidents()).toHaveLength(1)
  })

  it('B8 one bad message does not take its batch along', async () => {
    expect(await detect([record('m1', 80), broken(), record('m2', 80, { device: 'd-two' }), broken('')])).toEqual({ failed: [] })
    expect(incidents()).toHaveLength(2)
    expect(
      rejected()
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(['empty', 'not-json'])
  })

  it('B8 one key that fails does not take the others along, and comes round again', async () => {
    const half: Store = {
      get: (keys) => truth.get(keys),
      range: (query) => truth.range(query),
      commit: async (writes) => {
        if (JSON.stringify(writes).includes('MEMORY#probe#one')) throw new StoreUnavailable('no')
        return truth.commit(writes)
      },
    }
    const records = [record('m1', 80), record('m2', 80, { device: 'd-two' })]
    expect(await detect(records, servicesOn(half))).toEqual({ failed: [records[0]?.sequence] })
    expect(incidents()).toHaveLength(1)
    expect(await detect(records)).toEqual({ failed: [] })
    expect(incidents()).toHaveLength(2)
  })

  it('a dead store loses nothing: everything comes round again', async () => {
    const dead: Store = {
      get: async () => {
        throw new StoreUnavailable('dead')
      },
      range: (query) => truth.range(query),
      commit: async () => {
        throw new StoreUnavailable('dead')
      },
    }
    await expect(detect([record('m1', 80)], { ...servicesOn(dead), registry: services.registry })).rejects.toThrow('dead')
  })

  it('B18 filing a rejected message twice files it once', async () => {
    const bad = broken()
    await detect([bad])
    await detect([bad])
    expect(rejected()).toHaveLength(1)
  })

  it('B18 one that was replayed and fails again is rejected again, with the newest reason, and the earlier one says so', async () => {
    const bad = broken()
    await detect([bad])
    const [earlier] = rejected()
    const again: StreamRecord = {
      sequence: '000099',
      envelope: { ...bad.envelope, payload: encoder.encode('[]'), replayOf: earlier?.id ?? '' },
    }
    await detect([again])
    await detect([again, bad])
    expect(rejected()).toHaveLength(2)
    const second = rejected().find(({ replayOf }) => replayOf === earlier?.id)
    expect(second).toMatchObject({ state: 'waiting', reason: 'not-an-object' })
    expect(rejected().find(({ id }) => id === earlier?.id)).toMatchObject({
      state: 'rejected-again',
      again: second?.id,
      reason: 'not-json',
    })
  })

  it('C6 work that was done before a crash is known when it comes round again', async () => {
    const records = Array.from({ length: 10 }, (_, index) => record(`m${index}`, 80))
    await detect(records.slice(0, 9))
    await detect(records)
    expect(incidents()).toMatchObject([{ evidenceCount: 10 }])
  })

  it('what was given up gets one more chance, and is filed whole when it fails again', async () => {
    const failing: Store = {
      get: (keys) => truth.get(keys),
      range: (query) => truth.range(query),
      commit: async (writes) => {
        if (JSON.stringify(writes).includes('MEMORY#')) throw new StoreUnavailable('no')
        return truth.commit(writes)
      },
    }
    expect(await salvage(servicesOn(failing), probeScenario, [record('m1', 80)])).toEqual({ filed: 1 })
    expect(rejected()).toMatchObject([{ reason: 'failed' }])
  })
})

describe('the stream runner answers as Lambda does', () => {
  async function run(
    handle: (records: StreamRecord[], call: number) => BatchResponse | Promise<BatchResponse>,
    records: StreamRecord[],
    retryAttempts = 2,
  ) {
    const calls: string[][] = []
    const lost: string[] = []
    let position = '0'
    const consumer = new StreamConsumer(
      { name: 'test', batchSize: 100, windowSeconds: 0, retryAttempts, maxRecordAgeSeconds: 3_600 },
      {
        source: {
          read: async (after, limit) => records.filter(({ sequence: at }) => at > after).slice(0, limit),
          appended: () => new Promise(() => undefined),
        },
        handle: async (batch) => {
          calls.push(batch.map(({ sequence: at }) => at))
          return handle(batch, calls.length)
        },
        giveUp: async (batch) => void lost.push(...batch.map(({ sequence: at }) => at)),
        checkpoints: {
          load: async () => '0',
          save: async (_name, at) => {
            position = at
          },
        },
        clock,
        rng: { next: () => 0.5 },
        log: silent,
      },
    )
    consumer.start()
    await clock.advance(600_000)
    return { calls, lost, position }
  }
  const ten = () => Array.from({ length: 10 }, (_, index) => record(`m${index}`, 0))
  const fail = (...items: string[]): BatchResponse => ({ batchItemFailures: items.map((itemIdentifier) => ({ itemIdentifier })) })

  it('keeps nothing of the waits behind it, however long it runs', async () => {
    const waits: WeakRef<object>[] = []
    const wait = () => {
      const happened = {} // what a wait ends with lives as long as anybody remembers the wait
      waits.push(new WeakRef(happened))
      return waits.length < 500 ? Promise.resolve(happened) : new Promise(() => undefined)
    }
    const consumer = new StreamConsumer(
      { name: 'test', batchSize: 100, windowSeconds: 0, retryAttempts: 2, maxRecordAgeSeconds: 3_600 },
      {
        source: { read: async () => [], appended: wait as () => Promise<void> },
        handle: async () => undefined,
        giveUp: async () => undefined,
        checkpoints: { load: async () => '0', save: async () => undefined },
        clock,
        rng: { next: () => 0.5 },
        log: silent,
      },
    )
    consumer.start()
    await clock.advance(1_000)
    expect(waits).toHaveLength(500)
    setFlagsFromString('--expose-gc')
    await runInNewContext('gc')({ execution: 'async' })
    expect(waits.filter((one) => one.deref() !== undefined).length).toBeLessThan(10)
    await consumer.stop()
  })

  it('B9 of two failures the lower one is the checkpoint', async () => {
    const { calls, position } = await run((_batch, call) => (call === 1 ? fail('000004', '000002') : fail()), ten())
    expect(calls[1]?.[0]).toBe('000002')
    expect(position).toBe('000010')
  })

  it.each([
    ['B10 undefined', undefined],
    ['B10 null', null],
    ['B10 an empty object', {}],
    ['B10 an empty list', { batchItemFailures: [] }],
  ])('%s is complete success', async (_name, response) => {
    const { calls, position } = await run(() => response, ten())
    expect([calls.length, position]).toEqual([1, '000010'])
  })

  it.each([
    ['B11 an empty identifier', ''],
    ['B11 an unknown identifier', '999999'],
  ])('%s fails the whole batch', async (_name, identifier) => {
    const { calls } = await run((_batch, call) => (call === 1 ? fail(identifier) : fail()), ten())
    expect(calls[1]).toEqual(calls[0])
  })

  it('B12, B13 a record that always throws is isolated by halving and given up; the good ones behind it go through', async () => {
    const through = new Set<string>()
    const { lost, position } = await run((batch) => {
      if (batch.some(({ sequence: at }) => at === '000001')) throw new Error('poison')
      for (const { sequence: at } of batch) through.add(at)
      return fail()
    }, ten())
    expect(lost).toEqual(['000001'])
    expect([through.size, position]).toEqual([9, '000010'])
  })

  it('B14 all poison ends: each is given up, none is tried for ever', async () => {
    const { calls, lost, position } = await run(() => {
      throw new Error('poison')
    }, ten())
    expect([lost.length, position]).toEqual([10, '000010'])
    expect(calls.length).toBeLessThan(60)
  })

  it('a record that is too old is given up without a try', async () => {
    const old = ten().map((one) => ({ ...one, envelope: { ...one.envelope, receivedAtMs: startMs - 7_200_000 } }))
    const { calls, lost } = await run(() => fail(), old)
    expect([calls.length, lost.length]).toEqual([0, 10])
  })
})
