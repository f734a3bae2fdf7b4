import type { Device, DeviceId } from '#domain/observation/device.ts'

/**
 * Whether who sent a message may speak for the device it names: the device itself, the gateway that the register gives it, or a person
 * through the API, who has no client id but their own name. A gateway that does not stand in the register as its parent may not.
 */
export function maySpeakFor(device: Device, { clientId, principal }: { clientId: DeviceId; principal: string }): boolean {
  return clientId === device.id || clientId === device.parent || clientId === principal
}
