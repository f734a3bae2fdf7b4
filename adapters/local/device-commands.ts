import type { Publisher } from '#adapters/local/push.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import { commandTopic } from '#domain/observation/topic.ts'
import type { DeviceCommands } from '#domain/ports.ts'

/** Orders over the broker of this machine at QoS 1; it retains nothing. */
export class LocalDeviceCommands implements DeviceCommands {
  readonly #broker: Publisher
  readonly #county: string

  constructor(broker: Publisher, county: string) {
    this.#broker = broker
    this.#county = county
  }

  command(command: DeviceCommand): Promise<void> {
    return this.#broker.publish(commandTopic(this.#county, command.device), command, 1)
  }
}
