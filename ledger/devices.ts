import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { Clock, Store, Write } from '#domain/ports.ts'
import { emptyMemory, type KeyMemory } from '#domain/scenario/key-memory.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { armWrite } from '#ledger/deadlines.ts'
import { keys, views } from '#ledger/keys.ts'
import { versionOf } from '#ledger/memories.ts'
import { putRow, rangeRows, readRows } from '#ledger/row-type.ts'
import { deviceRow } from '#ledger/rows/message-rows.ts'

/** Where the pipeline looks up who is speaking. */
export interface DeviceRegistry {
  lookUp(ids: DeviceId[]): Promise<Map<DeviceId, Device | undefined>>
}

/** A change of registration is seen by every running pipeline within this time. */
const freshForMs = 10_000
const perRead = 200

/** The registry with a short memory, so that the pipeline does not read the ledger for every message. */
export function cachedRegistry(store: Store, clock: Clock): DeviceRegistry {
  const cache = new Map<DeviceId, { device: Device | undefined; readAtMs: number }>()
  return {
    async lookUp(ids) {
      const now = clock.now()
      const missing = [...new Set(ids)].filter((id) => !isFresh(cache.get(id), now))
      if (missing.length > 0) {
        const rows = await readRows(store, missing.map(keys.device))
        missing.forEach((id, index) => {
          cache.set(id, { device: rows[index]?.value, readAtMs: now })
        })
      }
      return new Map(ids.map((id) => [id, cache.get(id)?.device]))
    },
  }
}

export function deviceWrite(device: Device, ifVersion: number): Write {
  return putRow(keys.device(device.id), device, ifVersion, { views: { a: views.devices(device.id) } })
}

/** A device that has just been registered, and what the scenarios wait for from now on. */
export function newDeviceWrites(scenarios: readonly Scenario[], device: Device, nowMs: number): Write[] {
  const waiting = scenarios.flatMap(({ id: scenario, memory: definition, atRegistration }): Write[] => {
    if (!atRegistration) return []
    const { key, memory, timers } = atRegistration(device, nowMs)
    const remembered: KeyMemory = {
      ...emptyMemory,
      detector: memory,
      ...versionOf(definition),
      timers: Object.fromEntries(timers.map(({ name, dueAtMs }) => [name, dueAtMs])),
    }
    return [
      putRow(keys.memory(scenario, key), remembered, 0),
      ...timers.map(({ name, dueAtMs }) => armWrite({ type: 'wake', scenario, key, name, dueAtMs })),
    ]
  })
  return [deviceWrite(device, 0), ...waiting]
}

/** Every registered device, in the order of their ids. */
export async function allDevices(store: Store): Promise<Device[]> {
  const devices: Device[] = []
  for (let after: string | undefined; ; ) {
    const page = { pk: views.devices('').pk, view: 'a' as const, limit: perRead, ...(after !== undefined && { after }) }
    const rows = await rangeRows(store, deviceRow, page)
    devices.push(...rows.map(({ value }) => value))
    const last = rows.at(-1)?.views?.a?.sk
    if (last === undefined || rows.length < perRead) return devices
    after = last
  }
}

function isFresh(entry: { readAtMs: number } | undefined, nowMs: number): boolean {
  return entry !== undefined && Math.abs(nowMs - entry.readAtMs) < freshForMs
}
