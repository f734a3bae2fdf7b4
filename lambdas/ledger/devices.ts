import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { Clock, Store, Write } from '#domain/ports.ts'
import { keys, views } from '#lambdas/ledger/keys.ts'

/** Where the pipeline looks up who is speaking. */
export interface DeviceRegistry {
  lookUp(ids: DeviceId[]): Promise<Map<DeviceId, Device | undefined>>
}

/** A change of registration is seen by every running pipeline within this time. */
const freshForMs = 10_000

/** The registry with a short memory, so that the pipeline does not read the ledger for every message. */
export function cachedRegistry(store: Store, clock: Clock): DeviceRegistry {
  const cache = new Map<DeviceId, { device: Device | undefined; readAtMs: number }>()
  return {
    async lookUp(ids) {
      const now = clock.now()
      const missing = [...new Set(ids)].filter((id) => !isFresh(cache.get(id), now))
      if (missing.length > 0) {
        const items = await store.get(missing.map((id) => keys.device(id)))
        missing.forEach((id, index) => {
          cache.set(id, { device: items[index]?.value as Device | undefined, readAtMs: now })
        })
      }
      return new Map(ids.map((id) => [id, cache.get(id)?.device]))
    },
  }
}

export function deviceWrite(device: Device, ifVersion: number): Write {
  return { type: 'put', key: keys.device(device.id), value: device, ifVersion, views: { a: views.devices(device.id) } }
}

function isFresh(entry: { readAtMs: number } | undefined, nowMs: number): boolean {
  return entry !== undefined && Math.abs(nowMs - entry.readAtMs) < freshForMs
}
