import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import { withClock } from '#domain/county/clock.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import { keys } from '#ledger/keys.ts'
import { memoryOf } from '#ledger/memories.ts'
import { valuesOf } from '#ledger/row-type-at.ts'
import { incidentRow } from '#ledger/rows/incident-rows.ts'
import { memoryRow } from '#ledger/rows/memory-row.ts'
import { advanceKey } from '#pipeline/detection/advance-key.ts'
import { advanceByTimer, readMemories } from '#pipeline/detection/remembered.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { sweep } from '#pipeline/sweep.ts'
import { antiDrowning } from '#scenarios/anti-drowning/scenario.ts'
import { antiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { clock as countyClock } from '#test/fixtures/clock.ts'
import { countyContextOf } from '#test/fixtures/county-context.ts'
import { observe } from '#test/fixtures/observe.ts'

const start = Date.UTC(2026, 6, 14, 4)
const undivided = 'water:lake'
const view = (spot: string) => ({
  spot,
  zones: [
    {
      role: 'water',
      polygon: [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    },
  ],
})
const limits = withClock(antiDrowningLimits.parse({ views: { 'cam-1': view('pier'), 'cam-2': view('beach') } }), countyClock)

let store: MemoryStore
let nowMs: number
let services: DetectionServices

beforeEach(async () => {
  nowMs = start
  const clock = { now: () => nowMs, sleep: async () => undefined }
  store = new MemoryStore(clock)
  services = {
    county: countyContextOf('lakes', [vision]),
    store,
    registry: { lookUp: async () => new Map() },
    limits: { of: async () => () => ({ limits, version: 0 }) },
    readings: new WeakMap(),
    clock,
    rng: { next: () => 0.5 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    meter: { count: () => undefined },
  }
  // As the release before the division did: both spots of the lake under one key.
  await advanceKey(services, antiDrowning, undivided, [picture('cam-1', 'm-1', 1), picture('cam-2', 'm-2', 0)])
  nowMs += 1_000
})

function picture(device: string, messageId: string, swimmers: number) {
  const boxes = Array.from({ length: swimmers }, () => ({ class: 'swimmer', score: 0.9, x: 400, y: 200, w: 60, h: 60 }))
  const frames = [0, 200, 400, 600, 800].map((offsetMs) => ({ offsetMs, boxes }))
  return observe(vision, { widthPx: 1000, heightPx: 500, frames }, { id: device, messageId, atMs: start, receivedAtMs: nowMs + 900 })
}

const incidents = () => valuesOf([...store.rows.values()], incidentRow)
const memories = () => [...store.rows.values()].filter(({ pk }) => pk.startsWith('MEMORY#')).map(({ pk }) => pk)
async function memoryAt(key: string) {
  const [item] = await store.get([keys.memory('anti-drowning', key)])
  return item && memoryOf(antiDrowning, item)
}

describe('a water that an earlier release remembered as one', () => {
  it('was one row with an incident', () => {
    expect(memories()).toEqual(['MEMORY#anti-drowning#water:lake'])
    expect(incidents()).toMatchObject([{ subject: 'spot:pier', level: 'alarm' }])
  })

  it('is taken over spot by spot, each thing once, and its row goes with the last', async () => {
    const before = await memoryAt(undivided)
    await readMemories(services, antiDrowning, ['water:lake/pier'])
    const pier = await memoryAt('water:lake/pier')
    const rest = await memoryAt(undivided)
    expect(pier?.detector).toMatchObject({ cameras: { 'cam-1': {} }, spots: { pier: { inWater: 1 } } })
    expect(pier?.episodes).toEqual(before?.episodes)
    expect(rest?.detector).toMatchObject({ cameras: { 'cam-2': {} }, spots: {} })
    expect({ ...pier?.timers, ...rest?.timers }).toEqual(before?.timers)
    await readMemories(services, antiDrowning, ['water:lake/beach'])
    expect(memories().sort()).toEqual(['MEMORY#anti-drowning#water:lake/beach', 'MEMORY#anti-drowning#water:lake/pier'])
    expect(valuesOf([...store.rows.values()], memoryRow)).toHaveLength(2)
  })

  it('goes on with the incident it had, and knows what it had seen', async () => {
    const [item] = await readMemories(services, antiDrowning, ['water:lake/pier'])
    const version = item?.version
    await advanceKey(services, antiDrowning, 'water:lake/pier', [picture('cam-1', 'm-1', 1)], { item })
    expect((await store.get([keys.memory('anti-drowning', 'water:lake/pier')]))[0]?.version).toBe(version)
    nowMs += 40_000
    const again = { ...picture('cam-1', 'm-3', 1), observedAtMs: nowMs, receivedAtMs: nowMs }
    await advanceKey(services, antiDrowning, 'water:lake/pier', [again])
    expect(incidents()).toMatchObject([{ subject: 'spot:pier', evidenceCount: 2 }])
  })

  it('meets the deadline of somebody under water, though no message has come since', async () => {
    nowMs = start + 120_000
    await sweep({ ...services, scenarioAt: async () => ({ scenario: antiDrowning, services }) })
    expect(incidents()).toMatchObject([{ subject: 'spot:pier', level: 'critical' }])
    expect(memories()).toContain('MEMORY#anti-drowning#water:lake/pier')
  })

  it('meets a timer that still says the old key after the part has moved', async () => {
    await readMemories(services, antiDrowning, ['water:lake/pier'])
    // It is put off once: the swimmer was seen until shortly before it was armed.
    for (let ring = 0; ring < 2; ring++) {
      nowMs = (await memoryAt('water:lake/pier'))?.timers['under:pier'] ?? 0
      await advanceByTimer(services, antiDrowning, undivided, 'under:pier', nowMs)
    }
    expect(incidents()).toMatchObject([{ subject: 'spot:pier', level: 'critical' }])
  })

  it('tells of a camera that stays silent', async () => {
    nowMs = start + 600_000
    await sweep({ ...services, scenarioAt: async () => ({ scenario: antiDrowning, services }) })
    expect(
      incidents()
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(['camera:cam-1', 'camera:cam-2', 'spot:pier'])
  })
})
