import { createHmac, timingSafeEqual } from 'node:crypto'
import type { KeyRange } from '#adapters/local/enrolments.ts'
import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { DeviceCredentials } from '#domain/ports.ts'

/**
 * Keys of local devices, derived from one secret of the data folder, so that two thousand devices need no two thousand rows.
 * `enrolment` counts how often the device was enrolled again: each time it gets another key. Whether a device may connect is
 * decided by its registration, not by its key alone.
 */
export class DeviceKeys {
  readonly #secret: string

  constructor(secret: string) {
    this.#secret = secret
  }

  credentials(device: Pick<Device, 'id'>, enrolment = 0): Extract<DeviceCredentials, { type: 'key' }> {
    return { type: 'key', clientId: device.id, username: device.id, password: this.#keyOf(device.id, enrolment) }
  }

  /** The number of the key that this is, among those that are good. */
  numberOf(id: DeviceId, key: string, { current, oldest }: KeyRange): number | undefined {
    for (let number = current; number >= oldest; number--) if (this.#isKey(id, key, number)) return number
    return undefined
  }

  #isKey(id: DeviceId, key: string, enrolment: number): boolean {
    const [given, expected] = [Buffer.from(key), Buffer.from(this.#keyOf(id, enrolment))]
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  #keyOf(id: DeviceId, enrolment: number): string {
    const name = enrolment === 0 ? `device-key/${id}` : `device-key/${id}/${enrolment}`
    return createHmac('sha256', this.#secret).update(name).digest('base64url')
  }
}
