import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { Clock, Store, Write } from '#domain/ports.ts'
import { emptyMemory, type KeyMemory } from '#domain/scenario/key-memory.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { armWrite } from '#ledger/deadlines.ts'
import { keys, views } from '#ledger/keys.ts'
import { versionOf } from '#ledger/memories.ts'
import { putRow, rangeRows, readRows } from '#ledger/row-type.ts'
import { deviceRow, registryNoticeRow } from '#ledger/rows/message-rows.ts'

/** Where the pipeline looks up who is speaking. */
export interface DeviceRegistry {
  lookUp(ids: DeviceId[]): Promise<Map<DeviceId, Device | undefined>>
}

/** A change of registration is seen by every running pipeline within this time. */
const askedEveryMs = 10_000
/** Whoever registers may be so slow, or have a clock so far behind. */
const overlapMs = 60_000
/** Then even a device of which no change was told is read anew. */
const keptForMs = 3_600_000
const changesKeptForMs = 86_400_000
const perRead = 200

/** The registry with a memory: what it has read stands until a change of it is told, for which it asks every ten seconds. */
export function cachedRegistry(store: Store, clock: Clock): DeviceRegistry {
  const cache = new Map<DeviceId, { device: Device | undefined; readAtMs: number }>()
  let askedAtMs: number | undefined
  const forgetChanged = async (now: number) => {
    if (askedAtMs !== undefined && Math.abs(now - askedAtMs) < askedEveryMs) return
    if (askedAtMs !== undefined) for (const id of await changedSince(store, Math.min(askedAtMs, now) - overlapMs)) cache.delete(id)
    askedAtMs = now
  }
  return {
    async lookUp(ids) {
      const now = clock.now()
      await forgetChanged(now)
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

async function changedSince(store: Store, sinceMs: number): Promise<DeviceId[]> {
  const changed: DeviceId[] = []
  const { pk, sk } = keys.registryNotice(sinceMs, '')
  for (let after = sk; ; ) {
    const rows = await rangeRows(store, registryNoticeRow, { pk, after, limit: perRead })
    changed.push(...rows.map(({ value }) => value.device))
    const last = rows.at(-1)?.sk
    if (last === undefined || rows.length < perRead) return changed
    after = last
  }
}

/** A registration as it is from now on, and that it changed: pipelines that have read it read it again. */
export function deviceWrites(device: Device, ifVersion: number, nowMs: number): Write[] {
  const change = putRow(keys.registryNotice(nowMs, `${device.id}#${ifVersion}`), { device: device.id }, 0, {
    expiresAtSeconds: Math.ceil((nowMs + changesKeptForMs) / 1000),
  })
  return [deviceWrite(device, ifVersion), change]
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
  return [...deviceWrites(device, 0, nowMs), ...waiting]
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
  return entry !== undefined && Math.abs(nowMs - entry.readAtMs) < keptForMs
}
