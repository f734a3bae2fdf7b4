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
  /** Closes its connection; with `olderThan`, only one by a key of a lower number. */
  disconnect: (device: DeviceId, olderThan?: number) => Promise<void>
}

/** Devices sign in with derived keys. Whether one may connect is for its registration to say; revoking closes what is open. */
export class LocalDeviceEnrolment implements DeviceEnrolment {
  readonly #parts: LocalEnrolmentParts

  constructor(parts: LocalEnrolmentParts) {
    this.#parts = parts
  }

  async enrol({ id }: Device, certificateRequest?: string): Promise<DeviceCredentials> {
    refuse(certificateRequest)
    const { deviceKeys, enrolments, wasRegistered, disconnect } = this.#parts
    // Whoever was registered before gets another key: the old one may be in other hands.
    if (!(await wasRegistered(id))) return deviceKeys.credentials({ id })
    const number = await enrolments.begin(id)
    await disconnect(id, number)
    return deviceKeys.credentials({ id }, number)
  }

  async rotate({ id }: Device, certificateRequest?: string): Promise<DeviceCredentials> {
    refuse(certificateRequest)
    const { deviceKeys, enrolments } = this.#parts
    return deviceKeys.credentials({ id }, await enrolments.begin(id, true))
  }

  async completeRotation(device: DeviceId): Promise<void> {
    const { enrolments, disconnect } = this.#parts
    await disconnect(device, await enrolments.endOthers(device))
  }

  revoke(device: DeviceId): Promise<void> {
    return this.#parts.disconnect(device)
  }
}

function refuse(certificateRequest: string | undefined): void {
  if (certificateRequest !== undefined)
    throw new CertificateRequestRefused('the broker of a laptop lets devices in by keys alone: leave the certificate request out')
}
