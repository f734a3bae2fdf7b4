import type { Health } from '#api/services.ts'
import type { Device, DeviceFault as Fault } from '#domain/observation/device.ts'
import type { Store } from '#domain/ports.ts'
import { keys } from '#ledger/keys.ts'
import { detectorOf } from '#ledger/memories.ts'
import { rowOf } from '#ledger/row-type.ts'
import { memoryRow } from '#ledger/rows/memory-row.ts'
import { healthKeys } from '#scenarios/device-health/gateway-group/gateway-group-keys.ts'
import {
  type DeviceHealthMemory,
  type GatewayGroupMemory,
  healthMemory,
  isGatewayGroup,
  type Link,
} from '#scenarios/device-health/memory.ts'

/** The health of devices, in their order. */
export async function healthOf(store: Store, devices: readonly Device[]): Promise<Health[]> {
  const wanted = devices.flatMap((device) => healthKeys(device).map((key) => keys.memory('device-health', key)))
  const items = await store.get(wanted)
  const memories = items.map((item) => item && detectorOf('device-health', healthMemory, rowOf(memoryRow, item).value, item.pk))
  let next = 0
  return devices.map((device) => {
    const [own, group] = healthKeys(device).map(() => memories[next++])
    return healthFrom(device, own && !isGatewayGroup(own) ? own : undefined, group && isGatewayGroup(group) ? group : undefined)
  })
}

function healthFrom(device: Device, own: DeviceHealthMemory | undefined, group: GatewayGroupMemory | undefined): Health {
  const member = group?.members[device.id]
  const heardAtMs = member?.heardAtMs ?? (own?.awaited ? own.lastWordMs : own?.heardAtMs)
  const isSilent = member ? member.silent !== undefined : own?.silent
  const isCutOff = isLost(own?.link) || isLost(group?.link)
  const state = isSilent ? 'silent' : heardAtMs === undefined ? 'never-heard' : isCutOff ? 'disconnected' : 'heard'
  return {
    state: device.status === 'active' ? state : device.status,
    ...(heardAtMs !== undefined && { heardAtMs }),
    silenceMs: own?.learnedSilenceMs === undefined ? device.silenceSeconds * 1000 : own.silenceMs,
    faults: own ? faultsOf(own) : [],
  }
}

/** Told as lost, or lost now while it comes and goes: a modem flaps before it dies. */
function isLost(link: Link | undefined): boolean {
  return link?.lastReported === 'lost' || (link?.lastReported === 'unstable' && link.lostAtMs !== undefined)
}

function faultsOf({ reading, contacts, batteryLow, clockReported, expiry }: DeviceHealthMemory): Fault[] {
  return [
    ...(reading?.stuck ? (['stuck'] as const) : []),
    ...(contacts?.flapping ? (['flapping'] as const) : []),
    ...(batteryLow ? (['battery-low'] as const) : []),
    ...(clockReported ? (['clock-wrong'] as const) : []),
    ...(expiry ? (['certificate-expires'] as const) : []),
  ]
}
