import type { Health } from '#api/services.ts'
import type { Device, DeviceFault as Fault } from '#domain/observation/device.ts'
import type { Store } from '#domain/ports.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import { keys } from '#ledger/keys.ts'
import type { Link } from '#scenarios/device-health/connection.ts'
import { healthKeys } from '#scenarios/device-health/family-keys.ts'
import type { DeviceHealthMemory, FamilyMemory } from '#scenarios/device-health/memory.ts'

/** The health of devices, in their order. */
export async function healthOf(store: Store, devices: readonly Device[]): Promise<Health[]> {
  const wanted = devices.flatMap((device) => healthKeys(device).map((key) => keys.memory('device-health', key)))
  const items = await store.get(wanted)
  const detector = <Memory>(index: number) => (items[index]?.value as KeyMemory | undefined)?.detector as Memory | undefined
  let next = 0
  return devices.map((device) => {
    const own = detector<DeviceHealthMemory>(next++)
    const family = healthKeys(device).length > 1 ? detector<FamilyMemory>(next++) : undefined
    return healthFrom(device, own, family)
  })
}

function healthFrom(device: Device, own: DeviceHealthMemory | undefined, family: FamilyMemory | undefined): Health {
  const member = family?.members[device.id]
  const heardAtMs = member?.heardAtMs ?? (own?.awaited ? own.lastWordMs : own?.heardAtMs)
  const isSilent = member ? member.silent !== undefined : own?.silent
  const isCutOff = isLost(own?.link) || isLost(family?.link)
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
  return link?.told === 'lost' || (link?.told === 'unstable' && link.lostAtMs !== undefined)
}

function faultsOf({ reading, contacts, batteryLow, clockTold, expiry }: DeviceHealthMemory): Fault[] {
  return [
    ...(reading?.stuck ? (['stuck'] as const) : []),
    ...(contacts?.flapping ? (['flapping'] as const) : []),
    ...(batteryLow ? (['battery-low'] as const) : []),
    ...(clockTold ? (['clock-wrong'] as const) : []),
    ...(expiry ? (['certificate-expires'] as const) : []),
  ]
}
