import type { LedgerFile } from '#adapters/local/ledger-file.ts'
import type { DeviceId } from '#domain/observation/device.ts'

const keyOf = (device: DeviceId) => `enrolment!${device}`

/** How often each device was enrolled again after its first time, so that a key ends with the registration it was given for. */
export class Enrolments {
  readonly #file: LedgerFile

  constructor(file: LedgerFile) {
    this.#file = file
  }

  async of(device: DeviceId): Promise<number> {
    const [bytes] = await this.#file.getMany([keyOf(device)])
    return bytes ? Number(new TextDecoder().decode(bytes)) : 0
  }

  /** The number of the enrolment that begins now, durable when it resolves. */
  async begin(device: DeviceId): Promise<number> {
    const number = (await this.of(device)) + 1
    await this.#file.write([{ type: 'put', key: keyOf(device), value: new TextEncoder().encode(String(number)) }])
    return number
  }
}
