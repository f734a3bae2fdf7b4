import type { Device } from '#domain/observation/device.ts'

/** Whether a device's silence is judged together with others: it speaks through a gateway, or others speak through it. */
export function isInGatewayGroup({ parent, gateway }: Device): boolean {
  return parent !== undefined || gateway === true
}

/** The memories a device's messages belong to: its own, and that of its gateway. */
export function healthKeys(device: Device): string[] {
  const own = `device:${device.id}`
  return isInGatewayGroup(device) ? [own, gatewayGroupKey(device)] : [own]
}

/** Where the silence of a gateway group's device stands. */
export function gatewayGroupKey({ id, parent }: Pick<Device, 'id' | 'parent'>): string {
  return `gateway:${parent ?? id}`
}
