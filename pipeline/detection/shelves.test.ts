import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { Raise } from '#domain/findings/finding.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { type Shelf, shelfFor } from '#domain/incident/shelf.ts'
import { transition } from '#domain/incident/transition.ts'
import type { StreamRecord } from '#domain/ports.ts'
import { cachedRegistry, deviceWrite } from '#ledger/devices.ts'
import { incidentWrites } from '#ledger/incidents.ts'
import { fileLimits } from '#ledger/limits.ts'
import { readHeld, shelfId, shelfWrites } from '#ledger/shelves.ts'
import { readWithheld } from '#ledger/withheld.ts'
import { advanceKey } from '#pipeline/detection/advance-key.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import { shelfTimer } from '#pipeline/detection/held-back.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { runtimesOf } from '#pipeline/scenario-runtime.ts'
import { sweep } from '#pipeline/sweep.ts'
import { countyContextOf } from '#test/fixtures/county-context.ts'
import { probe, probeScenario } from '#test/fixtures/probe-scenario.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const startMs = Date.UTC(2026, 10, 23, 3)
const encoder = new TextEncoder()
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const county = countyContextOf('shelf', [probe])
let clock: VirtualClock
let store: MemoryStore
let services: DetectionServices

beforeEach(async () => {
  clock = new VirtualClock(startMs)
  store = new MemoryStore(clock)
  services = {
    county,
    store,
    registry: cachedRegistry(store, clock),
    limits: fileLimits(county),
    readings: new WeakMap(),
    clock,
    rng: { next: () => 0.5 },
    log: silent,
    meter: { count: () => undefined },
  }
  const site = { lat: 30, lon: 150 }
  for (const id of ['a', 'b'])
    await store.commit([deviceWrite({ id, name: id, kinds: ['probe'], site, watches: ['one'], silenceSeconds: 900, status: 'active' }, 0)])
  await sweep({ ...services, scenarioAt: runtimesOf(services, [probeScenario]) })
})

let numbers = 0
function say(value: number, device = 'a') {
  const id = `m${++numbers}`
  const payload = encoder.encode(JSON.stringify({ v: 1, id, ts: clock.now(), value }))
  const envelope = { kind: 'probe', device, clientId: device, principal: 'key', receivedAtMs: clock.now(), payload }
  const record: StreamRecord = { sequence: id, envelope }
  return detectBatch(services, probeScenario, [record])
}

async function shelve(of: Shelf['of'], seconds: number, more: Partial<Shelf> = {}): Promise<Shelf> {
  const [fromMs, untilMs] = [clock.now(), clock.now() + seconds * 1000]
  const author = { id: 'wang', role: 'duty-officer' as const }
  const id = shelfId('probe', untilMs, 'abcdef012345')
  const shelf: Shelf = { id, scenario: 'probe', of, reason: 'it is being repaired', author, fromMs, untilMs, ...more }
  await store.commit(shelfWrites(shelf, 0))
  return shelf
}

async function passes(seconds: number): Promise<void> {
  clock.jump(seconds * 1000)
  await sweep({ ...services, scenarioAt: runtimesOf(services, [probeScenario]) })
}

const incidents = () => [...store.rows.values()].filter(({ sk }) => sk === 'incident').map(({ value }) => value as Incident)
const withheld = () => readWithheld(store, startMs, clock.now())

describe('a shelved subject', () => {
  it('opens no incident, is counted, and opens it by itself when the shelf is over and the condition still stands', async () => {
    await shelve({ subject: 'spot' }, 10)
    await say(70)
    await say(70)
    expect(incidents()).toEqual([])
    expect(await withheld()).toEqual([{ scenario: 'probe', device: 'a', why: 'shelved', count: 2 }])
    await passes(11)
    expect(incidents()).toMatchObject([{ subject: 'spot', status: 'detected', condition: { state: 'present' } }])
  })

  it('stays away when its condition ended meanwhile', async () => {
    await shelve({ subject: 'spot' }, 60)
    await say(70)
    await passes(30)
    await passes(60)
    expect(incidents()).toEqual([])
  })

  it('can be held, end and be held again under one shelf', async () => {
    await shelve({ subject: 'spot' }, 300)
    for (let time = 0; time < 3; time++) {
      await say(70)
      await passes(30)
    }
    expect(incidents()).toEqual([])
    expect((await withheld())[0]?.count).toBe(3)
  })

  it('comes back at once when it is taken off the shelf', async () => {
    const shelf = await shelve({ subject: 'spot' }, 15)
    await say(70)
    clock.jump(5_000)
    await store.commit(shelfWrites({ ...shelf, ended: { atMs: clock.now(), by: 'wang' } }, 1))
    for (const { key, subject } of await readHeld(store, shelf.id))
      await advanceKey(services, probeScenario, key, [{ kind: 'wake', key, name: shelfTimer(subject), observedAtMs: clock.now() }])
    expect(incidents()).toMatchObject([{ openedAtMs: clock.now() }])
  })

  it('rings through when the scenario says that it is no nuisance', async () => {
    await shelve({ subject: 'spot' }, 60)
    const vital = { ...probeScenario, shelvable: () => false }
    const payload = encoder.encode(JSON.stringify({ v: 1, id: 'x', ts: clock.now(), value: 70 }))
    const envelope = { kind: 'probe', device: 'a', clientId: 'a', principal: 'key', receivedAtMs: clock.now(), payload }
    await detectBatch(services, vital, [{ sequence: 'x', envelope }])
    expect(incidents()).toHaveLength(1)
  })

  it('is not kept from opening by a shelf when it is Extreme, whatever the scenario forgets to say', async () => {
    const shelf = await shelve({ subject: 'spot' }, 60)
    const raise = { subject: 'spot', sources: ['a'], severity: 'Severe' } as Raise
    expect(shelfFor({}, [shelf], raise, clock.now())).toBe(shelf)
    expect(shelfFor({}, [shelf], { ...raise, severity: 'Extreme' }, clock.now())).toBeUndefined()
  })

  it('leaves what another device sees, where a device is shelved', async () => {
    await shelve({ device: 'a' }, 60)
    await say(70, 'a')
    expect(incidents()).toEqual([])
    await say(70, 'b')
    expect(incidents()).toMatchObject([{ sources: ['b'] }])
  })
})

describe('a finding that an officer has just dismissed', () => {
  it('is counted with its reason, a device and day', async () => {
    await say(70)
    const [row] = [...store.rows.values()].filter(({ sk }) => sk === 'incident')
    const outcome = transition(
      row?.value as Incident,
      { type: 'dismiss', reason: 'false-alarm' },
      { id: 'wang', role: 'duty-officer' },
      clock.now(),
    )
    if (outcome.type === 'done') await store.commit(incidentWrites(row?.version ?? 0, outcome.incident, [outcome]))
    clock.jump(1_000)
    await say(70)
    await say(70, 'b')
    expect(await withheld()).toEqual([
      { scenario: 'probe', device: 'a', why: 'dismissed', count: 1 },
      { scenario: 'probe', device: 'b', why: 'dismissed', count: 1 },
    ])
    expect(await readWithheld(store, startMs - 3 * 86_400_000, startMs - 2 * 86_400_000)).toEqual([])
  })
})

describe('what the county had agreed to', () => {
  it('opens nothing and is counted with its reason, once for a message however often it comes', async () => {
    const payload = encoder.encode(JSON.stringify({ v: 1, id: 'serviced', ts: clock.now(), value: -600 }))
    const envelope = { kind: 'probe', device: 'a', clientId: 'a', principal: 'key', receivedAtMs: clock.now(), payload }
    for (const sequence of ['1', '2']) await detectBatch(services, probeScenario, [{ sequence, envelope }])
    expect(incidents()).toEqual([])
    expect(await withheld()).toEqual([{ scenario: 'probe', device: 'a', why: 'maintenance', count: 1 }])
  })
})
