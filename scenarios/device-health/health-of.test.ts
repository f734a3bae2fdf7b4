import { expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { Device } from '#domain/observation/device.ts'
import { emptyMemory } from '#domain/scenario/key-memory.ts'
import { memoryWrite } from '#ledger/memories.ts'
import { healthKeys } from '#scenarios/device-health/gateway-group/gateway-group-keys.ts'
import { healthOf } from '#scenarios/device-health/health-of.ts'
import { deviceHealth } from '#scenarios/device-health/scenario.ts'

const device = { id: 'd-1', kinds: ['vessel'], watches: [], silenceSeconds: 900, status: 'active' } as unknown as Device

it.each([
  [{ version: 9, atMs: 1, lastReported: 'unstable', lostAtMs: 1 }, 'disconnected'],
  [{ version: 9, atMs: 1, lastReported: 'unstable' }, 'heard'],
  [{ version: 9, atMs: 1, lastReported: 'lost', lostAtMs: 1 }, 'disconnected'],
  [{ version: 9, atMs: 1, lostAtMs: 1 }, 'heard'],
] as const)('a device whose connection is %j is %s', async (link, state) => {
  const store = new MemoryStore({ now: () => 0 })
  const [key = ''] = healthKeys(device)
  const detector = { device: 'd-1', name: 'd-1', silenceMs: 900_000, heardAtMs: 1, silent: false, link }
  await store.commit([memoryWrite(deviceHealth, key, { ...emptyMemory, detector }, 0)])
  expect((await healthOf(store, [device]))[0]?.state).toBe(state)
})
