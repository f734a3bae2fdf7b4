import type { DeviceId } from '#domain/observation/device.ts'

/** An order to a device. It is never carried out after `notAfterMs`, and its id makes a second delivery harmless. */
export type DeviceCommand = {
  /** Unique per (subject, episode, step), so that a replay orders nothing twice. */
  id: string
  device: DeviceId
  name: string
  parameters: Record<string, string | number | boolean>
  notAfterMs: number
}
