import type { LedgerFile } from '#adapters/local/ledger-file.ts'
import type { DeviceId } from '#domain/observation/device.ts'

const keyOf = (device: DeviceId) => `enrolment!${device}`

/** The keys that let a device in: numbered by how often it was given another one, the current and the oldest that is still good. */
export type KeyRange = { current: number; oldest: number }

/** Which keys of each device are good, so that a key ends with the registration or the rotation it was given for. */
export class Enrolments {
  readonly #file: LedgerFile

  constructor(file: LedgerFile) {
    this.#file = file
  }

  async of(device: DeviceId): Promise<KeyRange> {
    const [bytes] = await this.#file.getMany([keyOf(device)])
    const [current = 0, oldest = current] = bytes ? new TextDecoder().decode(bytes).split(' ').map(Number) : []
    return { current, oldest }
  }

  /** The number of the key that is good from now on, durable when it resolves; those of before are `kept` good, or end. */
  async begin(device: DeviceId, kept = false): Promise<number> {
    const { current, oldest } = await this.of(device)
    await this.#write(device, { current: current + 1, oldest: kept ? oldest : current + 1 })
    return current + 1
  }

  /** Ends all keys but the current one; answers its number. */
  async endOthers(device: DeviceId): Promise<number> {
    const { current } = await this.of(device)
    await this.#write(device, { current, oldest: current })
    return current
  }

  #write(device: DeviceId, { current, oldest }: KeyRange): Promise<void> {
    const text = current === oldest ? `${current}` : `${current} ${oldest}`
    return this.#file.write([{ type: 'put', key: keyOf(device), value: new TextEncoder().encode(text) }])
  }
}
