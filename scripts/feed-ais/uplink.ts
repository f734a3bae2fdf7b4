import mqtt from 'mqtt'
import type * as z from 'zod'
import type { credentialsSchema } from '#domain/api/device.ts'
import type { Counters } from '#scripts/feed-ais/counters.ts'

export type Credentials = z.infer<typeof credentialsSchema>

/** So many messages are under way at once; AWS IoT Core takes a hundred. */
const window = 32
const reconnectMs = 2_000

/**
 * Messages on their way to the broker, each sent with QoS 1 until it is acknowledged. While the broker cannot be reached they
 * wait, as many as the buffer holds; then the oldest goes, since the place of a vessel an hour ago concerns nobody.
 */
export class Uplink {
  readonly #connection: mqtt.MqttClient
  readonly #topic: string
  readonly #most: number
  readonly #counters: Counters
  readonly #waiting: string[] = []
  #underWay = 0
  #moved: (() => void)[] = []

  constructor(connection: mqtt.MqttClient, topic: string, most: number, counters: Counters) {
    this.#connection = connection
    this.#topic = topic
    this.#most = most
    this.#counters = counters
    connection.on('connect', () => this.#pump())
  }

  get waiting(): number {
    return this.#waiting.length + this.#underWay
  }

  offer(message: object): void {
    this.#waiting.push(JSON.stringify(message))
    if (this.#waiting.length > this.#most) {
      this.#waiting.shift()
      this.#counters.forgotten++
    }
    this.#pump()
  }

  /** Resolves when fewer than so many wait. */
  async fewerThan(count: number): Promise<void> {
    while (this.waiting >= count) await new Promise<void>((resolve) => this.#moved.push(resolve))
  }

  #pump(): void {
    while (this.#connection.connected && this.#underWay < window) {
      const message = this.#waiting.shift()
      if (message === undefined) return
      this.#underWay++
      this.#connection.publish(this.#topic, message, { qos: 1 }, (error) => {
        this.#underWay--
        if (error) this.#counters.forgotten++
        else this.#counters.acknowledged++
        for (const resolve of this.#moved.splice(0)) resolve()
        this.#pump()
      })
    }
  }
}

/** Connects as the device and keeps connected; `onTrouble` hears what went wrong, `onRefused` that the credentials are wrong. */
export function connectAs(
  credentials: Credentials,
  url: string | undefined,
  onTrouble: (why: string) => void,
  onRefused: (why: string) => void,
): mqtt.MqttClient {
  const { clientId } = credentials
  const options = { clientId, reconnectPeriod: reconnectMs, connectTimeout: 10_000 }
  const connection =
    credentials.type === 'key'
      ? mqtt.connect(url ?? 'mqtt://127.0.0.1:1883', { ...options, username: credentials.username, password: credentials.password })
      : mqtt.connect(url ?? `mqtts://${credentials.endpoint}:8883`, {
          ...options,
          cert: credentials.certificatePem,
          key: credentials.privateKeyPem,
        })
  let wasIn = false
  connection.on('connect', () => {
    wasIn = true
  })
  connection.on('close', () => {
    if (wasIn && !connection.disconnecting)
      onTrouble('the broker closed the connection; is it the right county (--county), and may this device say vessel?')
    wasIn = false
  })
  connection.on('error', (error) => {
    // 4 and 5 are MQTT's words for a wrong name or key and for one that is not let in.
    const isRefused = 'code' in error && (error.code === 4 || error.code === 5)
    if (isRefused) onRefused(error.message)
    else onTrouble(`the broker cannot be reached: ${error.message}`)
  })
  return connection
}
