import { expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { Device } from '#domain/observation/device.ts'
import { keys } from '#ledger/keys.ts'
import { healthKeys } from '#scenarios/device-health/family-keys.ts'
import { healthOf } from '#scenarios/device-health/health-of.ts'

const device = { id: 'd-1', kinds: ['vessel'], watches: [], silenceSeconds: 900, status: 'active' } as unknown as Device

it.each([
  [{ version: 9, atMs: 1, told: 'unstable', lostAtMs: 1 }, 'disconnected'],
  [{ version: 9, atMs: 1, told: 'unstable' }, 'heard'],
  [{ version: 9, atMs: 1, told: 'lost', lostAtMs: 1 }, 'disconnected'],
  [{ version: 9, atMs: 1, lostAtMs: 1 }, 'heard'],
] as const)('a device whose connection is %j is %s', async (link, state) => {
  const store = new MemoryStore({ now: () => 0 })
  const [key = ''] = healthKeys(device)
  const value = { detector: { device: 'd-1', heardAtMs: 1, link } }
  await store.commit([{ type: 'put', key: keys.memory('device-health', key), value, ifVersion: 0 }])
  expect((await healthOf(store, [device]))[0]?.state).toBe(state)
})
