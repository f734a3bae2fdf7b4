import { type IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane'
import type { Push } from '#domain/ports.ts'

/** Hints to consoles over IoT Core, QoS 0: a lost one does no harm. */
export class IotPush implements Push {
  readonly #client: IoTDataPlaneClient

  constructor(client: IoTDataPlaneClient) {
    this.#client = client
  }

  async publish(topic: string, payload: unknown): Promise<void> {
    await this.#client.send(new PublishCommand({ topic, qos: 0, payload: Buffer.from(JSON.stringify(payload)) }))
  }
}
