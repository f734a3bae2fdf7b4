import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { StreamRecord } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { cachedRegistry, deviceWrite } from '#ledger/devices.ts'
import { keys } from '#ledger/keys.ts'
import { fileLimits } from '#ledger/limits.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { salvage } from '#pipeline/salvage.ts'
import { runtimesOf } from '#pipeline/scenario-runtime.ts'
import { sweep } from '#pipeline/sweep.ts'
import { countyContextOf } from '#test/fixtures/county-context.ts'
import { probe, probeScenario } from '#test/fixtures/probe-scenario.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const startMs = Date.UTC(2026, 10, 23, 3)
const site = { lat: 30, lon: 150 }
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const county = countyContextOf('rolled-back', [probe])
const key = keys.memory('probe', 'area')

/** The next release of the scenario: what it remembers has another form. */
const next: Scenario = {
  ...probeScenario,
  memory: { ...probeScenario.memory, version: 2, upcast: { 1: (older: object) => older } },
}

let clock: VirtualClock
let store: MemoryStore
let services: DetectionServices

beforeEach(async () => {
  clock = new VirtualClock(startMs)
  store = new MemoryStore(clock)
  const registry = cachedRegistry(store, clock)
  services = {
    county,
    store,
    registry,
    limits: fileLimits(county),
    readings: new WeakMap(),
    clock,
    rng: { next: () => 0.5 },
    log: silent,
    meter: { count: () => undefined },
  }
  for (const id of ['a', 'b'])
    await store.commit([
      deviceWrite(
        { id, name: id, kinds: ['probe'], site, watches: [id === 'a' ? 'area' : 'other'], silenceSeconds: 900, status: 'active' },
        0,
      ),
    ])
})

function record(id: string, value: number, device = 'a'): StreamRecord {
  const payload = new TextEncoder().encode(JSON.stringify({ v: 1, id, ts: clock.now(), value }))
  return { sequence: id, envelope: { kind: 'probe', device, clientId: device, principal: 'key', receivedAtMs: clock.now(), payload } }
}

const rowAt = async () => (await store.get([key]))[0]

describe('after a roll-back', () => {
  beforeEach(async () => {
    expect(await detectBatch(services, next, [record('m-1', 60)])).toEqual({ failed: [] })
  })

  it('what the newer release remembers is refused and left as it is; other keys go on', async () => {
    const before = await rowAt()
    await clock.advance(1_000)
    expect(before?.value).toMatchObject({ detectorVersion: 2 })
    const { failed } = await detectBatch(services, probeScenario, [record('m-2', 70), record('m-3', 70, 'b')])
    expect(failed).toEqual(['m-2'])
    expect(await rowAt()).toEqual(before)
    expect((await store.get([keys.memory('probe', 'other')]))[0]?.value).toMatchObject({ detector: { alarms: 1 } })
  })

  it('the message is filed whole when the stream gives it up, and the release that wrote the memory goes on with it', async () => {
    const message = record('m-2', 70)
    expect(await salvage(services, probeScenario, [message])).toEqual({ filed: 1 })
    expect(await store.range({ pk: 'REJECTED', view: 'a', limit: 10 })).toMatchObject([{ value: { reason: 'failed', state: 'waiting' } }])
    expect(await detectBatch(services, next, [message])).toEqual({ failed: [] })
    expect((await rowAt())?.value).toMatchObject({ detector: { alarms: 2 }, detectorVersion: 2 })
  })

  it('a timer of the newer memory keeps nobody else’s from ringing, and rings when its release is back', async () => {
    await clock.advance(1_000)
    await detectBatch(services, probeScenario, [record('m-3', 70, 'b')])
    await clock.advance(60_000)
    const sweeping = (scenario: Scenario) => sweep({ ...services, scenarioAt: runtimesOf(services, [scenario]) })
    await sweeping(probeScenario)
    expect((await store.get([keys.memory('probe', 'other')]))[0]?.value).toMatchObject({ detector: { present: false } })
    expect((await rowAt())?.value).toMatchObject({ detector: { present: true } })
    await sweeping(next)
    expect((await rowAt())?.value).toMatchObject({ detector: { present: false } })
  })
})
