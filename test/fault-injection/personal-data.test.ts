import { describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import { arrival } from '#domain/observation/kinds/arrival.ts'
import type { StreamRecord } from '#domain/ports.ts'
import { cachedRegistry, deviceWrite } from '#ledger/devices.ts'
import { fileLimits } from '#ledger/limits.ts'
import type { RejectedMessage } from '#ledger/rows/message-rows.ts'
import { loadCounty } from '#local/load-county.ts'
import { archiveBatch } from '#pipeline/archive.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { countyContext } from '#scenarios/county-context.ts'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const clock = new VirtualClock(Date.UTC(2026, 10, 23, 7))
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const county = countyContext(loadCounty('template'))
const identity = '110101199003074258'
const desk = { id: 'desk-1', name: 'north gate', kinds: ['arrival'], site: { lat: 25.1, lon: 160.05 }, watches: [], silenceSeconds: 900 }

async function filed(payload: string, kinds = new Map([['arrival', arrival]])) {
  const store = new MemoryStore(clock)
  await store.commit([deviceWrite({ ...desk, status: 'active' }, 0)])
  const services: DetectionServices = {
    county: { ...county, kinds, claimedKinds: new Set(kinds.keys()) },
    limits: fileLimits(county),
    store,
    registry: cachedRegistry(store, clock),
    readings: new WeakMap(),
    clock,
    rng: { next: () => 0.5 },
    log: silent,
    meter: { count: () => undefined },
  }
  const stored: StreamRecord[] = []
  const archive = {
    store: async (_id: string, records: StreamRecord[]) => void stored.push(...records),
    batches: async () => [],
    open: async () => [],
    async *read() {},
    begins: async () => undefined,
  }
  const envelope = {
    kind: 'arrival',
    device: desk.id,
    clientId: desk.id,
    principal: 'key',
    receivedAtMs: clock.now(),
    payload: new TextEncoder().encode(payload),
  }
  const records = [{ sequence: '1', envelope }]
  await detectBatch(services, epidemicControl, records)
  await archiveBatch({ ...services, archive }, records)
  const rows = [...store.rows.values()].filter(({ pk }) => pk.startsWith('REJECTED#')).map(({ value }) => value as RejectedMessage)
  return { rows, archived: new TextDecoder().decode(stored[0]?.envelope.payload) }
}

const message = (more: object) => JSON.stringify({ v: 1, id: 'a-1', ts: clock.now(), ...arrival.example, ...more })

describe('a refused message that may carry an identity', () => {
  it.each([
    ['a field that names somebody', message({ name: '张三', idNo: identity })],
    ['a number in an address', message({ origin: { community: `示范街道 ${identity}` } })],
    ['no JSON at all', `张三,${identity}`],
    ['an identity in the place of the time', message({ ts: identity })],
  ])('keeps reason, size and hash but nothing of %s', async (_what, payload) => {
    const { rows, archived } = await filed(payload)
    expect(rows).toMatchObject([
      { kind: 'arrival', device: desk.id, bytes: Buffer.byteLength(payload), hash: expect.stringMatching(/^\w{64}$/) },
    ])
    for (const kept of [JSON.stringify(rows), archived, ...rows.map((row) => atob(row.payload ?? ''))]) {
      expect(kept).not.toContain(identity)
      expect(kept).not.toContain('张三')
    }
  })

  it('does so also where the county has not switched screening on', async () => {
    const { rows } = await filed(message({ idNo: identity }), new Map())
    expect(rows).toMatchObject([{ reason: 'unknown-kind' }])
    expect(rows[0]?.payload).toBeUndefined()
  })

  it('is archived without its content, as accepted ones are', async () => {
    const { rows, archived } = await filed(message({}))
    expect(rows).toEqual([])
    expect(JSON.parse(archived)).toEqual({ notKept: 'personal data', bytes: expect.any(Number), sha256: expect.stringMatching(/^\w{64}$/) })
  })
})
