import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { LimitsVersion } from '#domain/county/limits-version.ts'
import type { Incident } from '#domain/incident/incident.ts'
import type { Store, StreamRecord } from '#domain/ports.ts'
import { cachedRegistry, deviceWrite } from '#ledger/devices.ts'
import { cachedLimits, versionWrites } from '#ledger/limits.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { countyContextOf } from '#test/fixtures/county-context.ts'
import { probe, probeScenario } from '#test/fixtures/probe-scenario.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const startMs = Date.UTC(2026, 10, 23, 3)
const encoder = new TextEncoder()
const log = { info: () => undefined, warn: () => undefined, error: () => void errors++ }
let errors = 0
let clock: VirtualClock
let truth: MemoryStore
let reads = 0

const rules = countyContextOf('tuned', [probe], [probeScenario])

beforeEach(async () => {
  clock = new VirtualClock(startMs)
  truth = new MemoryStore(clock)
  reads = errors = 0
  const site = { lat: 30, lon: 150 }
  for (const id of ['a', 'b', 'c'])
    await truth.commit([deviceWrite({ id, name: id, kinds: ['probe'], site, watches: [id], silenceSeconds: 900, status: 'active' }, 0)])
})

/** A worker of its own, with a memory of its own. */
function worker(): DetectionServices {
  const store: Store = {
    get: (keys) => truth.get(keys),
    range: (query) => {
      if (query.pk.startsWith('LIMITS#')) reads++
      return truth.range(query)
    },
    commit: (writes) => truth.commit(writes),
  }
  return {
    county: rules,
    store,
    registry: cachedRegistry(store, clock),
    limits: cachedLimits({ store, clock, log, county: rules }),
    readings: new WeakMap(),
    clock,
    rng: { next: () => 0.5 },
    log,
    meter: { count: () => undefined },
  }
}

async function decide(number: number, alarmAbove: unknown, effectiveFromMs: number): Promise<void> {
  const author = { id: 'owner', role: 'scenario-admin' as const }
  const version: LimitsVersion = { number, overrides: { alarmAbove }, reason: 'tried', author, decidedAtMs: clock.now(), effectiveFromMs }
  await truth.commit(versionWrites('probe', version))
}

function record(device: string, value: number, receivedAtMs: number): StreamRecord {
  const payload = encoder.encode(JSON.stringify({ v: 1, id: `${device}-${receivedAtMs}`, ts: receivedAtMs, value }))
  return { sequence: `${receivedAtMs}`, envelope: { kind: 'probe', device, clientId: device, principal: 'key', receivedAtMs, payload } }
}

const incidents = () =>
  [...truth.rows.values()]
    .filter(({ sk }) => sk === 'incident')
    .map(({ value }) => value as Incident)
    .sort((one, other) => one.openedAtMs - other.openedAtMs)

describe('limits in force', () => {
  it('change exactly at their moment, within one batch that straddles it', async () => {
    const fromMs = startMs + 60_000
    await decide(1, 80, fromMs)
    clock.jump(120_000)
    await detectBatch(worker(), probeScenario, [record('a', 70, fromMs - 1), record('b', 70, fromMs), record('c', 90, fromMs + 1)])
    expect(incidents().map(({ sources, reason }) => [sources[0], reason.limitsVersion])).toEqual([
      ['a', 0],
      ['c', 1],
    ])
  })

  it('are the same on a replay by another worker after later decisions', async () => {
    const fromMs = startMs + 60_000
    const batch = [record('a', 70, fromMs - 1), record('b', 70, fromMs)]
    await decide(1, 80, fromMs)
    clock.jump(120_000)
    await detectBatch(worker(), probeScenario, batch)
    const before = JSON.stringify(incidents())
    await decide(2, 10, clock.now() + 60_000)
    clock.jump(600_000)
    await detectBatch(worker(), probeScenario, batch)
    expect(JSON.stringify(incidents())).toBe(before)
  })

  it('are those of a newer decision even where an older one was to come later', async () => {
    await decide(1, 10, startMs + 3_600_000)
    await decide(2, 80, startMs + 60_000)
    clock.jump(7_200_000)
    await detectBatch(worker(), probeScenario, [record('a', 70, clock.now())])
    expect(incidents()).toEqual([])
  })

  it('cost one look for twenty seconds of batches, and are known before they take effect', async () => {
    const one = worker()
    await detectBatch(one, probeScenario, [record('a', 20, clock.now())])
    await decide(1, 10, clock.now() + 60_000)
    for (let batch = 0; batch < 19; batch++) {
      clock.jump(1_000)
      await detectBatch(one, probeScenario, [record('a', 20, clock.now())])
    }
    expect(reads).toBe(1)
    clock.jump(41_000)
    await detectBatch(one, probeScenario, [record('a', 20, clock.now())])
    expect(incidents()).toMatchObject([{ reason: { limitsVersion: 1 } }])
  })

  it('stay as they were where a decision no longer fits the county file, and say so', async () => {
    await decide(1, 80, startMs + 60_000)
    await decide(2, 'much', startMs + 120_000)
    clock.jump(300_000)
    await detectBatch(worker(), probeScenario, [record('a', 70, clock.now()), record('b', 90, clock.now())])
    expect(incidents()).toMatchObject([{ sources: ['b'], reason: { limitsVersion: 1 } }])
    expect(errors).toBe(1)
  })
})
