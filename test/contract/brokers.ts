import { type IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane'
import mqtt from 'mqtt'
import { CountyClock } from '#adapters/local/county-clock.ts'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { type Broker, type Enrolled, startBroker } from '#local/broker/broker.ts'
import { clientOf } from '#test/contract/fake-client.ts'
import type { Published } from '#test/contract/push-contract.ts'

/** AWS IoT's data plane, of which it is documented that QoS and retention are 0 and false unless asked for. */
export function iotBroker() {
  const published: Published[] = []
  const client = clientOf<IoTDataPlaneClient>((command) => {
    if (!(command instanceof PublishCommand)) throw new Error('only publishes')
    const { topic = '', payload = '', qos = 0, retain = false } = command.input
    published.push({ topic, payload: JSON.parse(Buffer.from(payload as Uint8Array).toString('utf8')), qos, retain })
    return {}
  })
  return { client, handedOn: async (_count: number) => published }
}

const deviceKeys = new DeviceKeys('secret')
const device: Enrolled = {
  id: 'd-1',
  name: 'loudspeaker',
  kinds: ['probe'],
  site: { lat: 30.2, lon: 150.2 },
  watches: [],
  silenceSeconds: 900,
  status: 'active',
  goodKeys: { current: 0, oldest: 0 },
}

/** The broker of a laptop in its own thread, with a device and a console of another program's on it. */
export class LocalBroker {
  readonly broker: Broker = startBroker(
    { county: 'template', deviceSecret: 'secret', clock: new CountyClock().origin },
    {
      append: async () => undefined,
      identity: {
        verify: async (token) =>
          token === 'token' ? { id: 'p-1', name: 'p-1', roles: ['duty-officer'], expiresAtMs: Number.MAX_SAFE_INTEGER } : undefined,
      },
      lookUp: async (id) => (id === device.id ? device : undefined),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    },
  )
  readonly #port = this.broker.listen(0, '127.0.0.1')
  readonly #clients: mqtt.MqttClient[] = []

  /** A console that listens on a topic. */
  console(topic: string) {
    return this.#listener(topic, { clientId: 'console-1', username: 'console', password: 'token' })
  }

  /** The device that listens for orders. */
  device(topic: string) {
    return this.#listener(topic, deviceKeys.credentials(device))
  }

  async close(): Promise<void> {
    for (const client of this.#clients) await client.endAsync(true)
    await this.broker.close()
  }

  /** What this client has received, once it is so many messages. */
  async #listener(topic: string, credentials: { clientId: string; username: string; password: string }) {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${await this.#port}`, {
      clientId: credentials.clientId,
      username: credentials.username,
      password: credentials.password,
      reconnectPeriod: 0,
    })
    this.#clients.push(client)
    const received: Published[] = []
    client.on('message', (on, payload, { qos, retain }) =>
      received.push({ topic: on, payload: JSON.parse(payload.toString()), qos, retain }),
    )
    await client.subscribeAsync(topic, { qos: 1 })
    return async (count: number) => {
      for (let tries = 0; received.length < count && tries < 500; tries++) await new Promise((resolve) => setTimeout(resolve, 10))
      return received
    }
  }
}
