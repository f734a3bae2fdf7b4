import type { DeviceKeys } from '#adapters/local/device-keys.ts'
import type { Enrolments } from '#adapters/local/enrolments.ts'
import { CertificateRequestRefused } from '#domain/errors.ts'
import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { DeviceCredentials, DeviceEnrolment } from '#domain/ports.ts'

export type LocalEnrolmentParts = {
  deviceKeys: DeviceKeys
  enrolments: Enrolments
  /** Whether the ledger has ever had a registration of that id. */
  wasRegistered: (device: DeviceId) => Promise<boolean>
  disconnect: (device: DeviceId) => Promise<void>
}

/** Devices sign in with derived keys. Whether one may connect is for its registration to say; revoking closes what is open. */
export class LocalDeviceEnrolment implements DeviceEnrolment {
  readonly #parts: LocalEnrolmentParts

  constructor(parts: LocalEnrolmentParts) {
    this.#parts = parts
  }

  async enrol({ id }: Device, certificateRequest?: string): Promise<DeviceCredentials> {
    if (certificateRequest !== undefined)
      throw new CertificateRequestRefused('the broker of a laptop lets devices in by keys alone: leave the certificate request out')
    const { deviceKeys, enrolments, wasRegistered } = this.#parts
    // Whoever was registered before gets another key: the old one may be in other hands.
    return deviceKeys.credentials({ id }, (await wasRegistered(id)) ? await enrolments.begin(id) : 0)
  }

  revoke(device: DeviceId): Promise<void> {
    return this.#parts.disconnect(device)
  }
}
