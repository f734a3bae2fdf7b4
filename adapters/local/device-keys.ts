import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { DeviceCredentials } from '#domain/ports.ts'

/**
 * Keys of local devices, derived from one secret of the data folder, so that two thousand devices need no two thousand rows.
 * Whether a device may connect is decided by its registration, not by its key alone.
 */
export class DeviceKeys {
  readonly #secret: string

  constructor(secret: string) {
    this.#secret = secret
  }

  credentials(device: Pick<Device, 'id'>): Extract<DeviceCredentials, { type: 'key' }> {
    return { type: 'key', clientId: device.id, username: device.id, password: this.#keyOf(device.id) }
  }

  matches(id: DeviceId, key: string): boolean {
    const [given, expected] = [Buffer.from(key), Buffer.from(this.#keyOf(id))]
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  #keyOf(id: DeviceId): string {
    return createHmac('sha256', this.#secret).update(`device-key/${id}`).digest('base64url')
  }
}
