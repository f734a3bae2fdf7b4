import { type IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import { commandTopic } from '#domain/observation/topic.ts'
import type { DeviceCommands } from '#domain/ports.ts'

/** Orders over IoT Core at QoS 1, never retained: a loudspeaker must not call again when it comes back. */
export class IotDeviceCommands implements DeviceCommands {
  readonly #client: IoTDataPlaneClient
  readonly #county: string

  constructor(client: IoTDataPlaneClient, county: string) {
    this.#client = client
    this.#county = county
  }

  async command(command: DeviceCommand): Promise<void> {
    const payload = Buffer.from(JSON.stringify(command))
    await this.#client.send(new PublishCommand({ topic: commandTopic(this.#county, command.device), qos: 1, retain: false, payload }))
  }
}
