import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Key, Store } from '#domain/ports.ts'
import { cachedRegistry, deviceWrites } from '#ledger/devices.ts'

const start = Date.UTC(2026, 6, 14, 4)
const camera: Device = {
  id: 'cam-1',
  name: 'pier',
  kinds: [],
  site: { lat: 30, lon: 150 },
  watches: [],
  silenceSeconds: 900,
  status: 'active',
}

let nowMs: number
let store: MemoryStore
let reads: Key[]
const clock = { now: () => nowMs, sleep: async () => undefined }

beforeEach(async () => {
  nowMs = start
  reads = []
  store = new MemoryStore(clock)
  await store.commit(deviceWrites(camera, 0, nowMs))
})

function registry() {
  const counting: Store = {
    get: (keys) => {
      reads.push(...keys)
      return store.get(keys)
    },
    range: (query) => store.range(query),
    commit: (writes) => store.commit(writes),
  }
  const cached = cachedRegistry(counting, clock)
  return async (id = 'cam-1') => (await cached.lookUp([id])).get(id)
}

describe('the registry that pipelines ask', () => {
  it('reads a device once in an hour', async () => {
    const lookUp = registry()
    for (nowMs = start + 70_000; nowMs < start + 3_600_000; nowMs += 30_000) await lookUp()
    expect(reads).toHaveLength(1)
    nowMs += 120_000
    await lookUp()
    expect(reads).toHaveLength(2)
  })

  it.each([
    ['disabled', { ...camera, status: 'disabled' as const }],
    ['renamed', { ...camera, name: 'beach' }],
  ])('sees within ten seconds that one was %s', async (_what, changed) => {
    const lookUp = registry()
    await lookUp()
    nowMs += 300_000
    await lookUp()
    await store.commit(deviceWrites(changed, 1, nowMs))
    nowMs += 10_000
    expect(await lookUp()).toEqual(changed)
  })

  it('sees within ten seconds that one is registered which spoke before', async () => {
    const lookUp = registry()
    expect(await lookUp('cam-2')).toBeUndefined()
    nowMs += 5_000
    await store.commit(deviceWrites({ ...camera, id: 'cam-2' }, 0, nowMs))
    nowMs += 5_000
    expect(await lookUp('cam-2')).toMatchObject({ id: 'cam-2' })
  })

  it('sees a change by somebody whose clock is half a minute behind', async () => {
    const lookUp = registry()
    await lookUp()
    nowMs += 200_000
    await lookUp()
    await store.commit(deviceWrites({ ...camera, name: 'beach' }, 1, nowMs - 30_000))
    nowMs += 10_000
    expect(await lookUp()).toMatchObject({ name: 'beach' })
  })

  it('sees all of thousands that are registered at once', async () => {
    const lookUp = registry()
    const ids = Array.from({ length: 450 }, (_, index) => `new-${index}`)
    for (const id of ids) await lookUp(id)
    for (const id of ids) await store.commit(deviceWrites({ ...camera, id }, 0, nowMs))
    nowMs += 10_000
    for (const id of ids) expect(await lookUp(id)).toMatchObject({ id })
  })
})
