import { setMaxListeners } from 'node:events'
import mqtt from 'mqtt'
import type { County } from '#domain/county/county.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { commandTopic, uplinkTopic } from '#domain/observation/topic.ts'
import type { Clock } from '#domain/ports.ts'
import type { Say } from '#local/simulator/actor.ts'
import { inventWorld } from '#local/simulator/world.ts'

export type SimulatorOptions = {
  county: County
  url: string
  credentials: (device: string) => { clientId: string; username: string; password: string }
  clock: Clock
  seed: number
}

/** A device that may be silent this long runs on a battery: it connects, speaks and leaves, so thousands keep no connection. */
const batterySilenceSeconds = 43_200

/**
 * The invented world over MQTT. It speaks to the broker like the client of a stranger, each device with its own credentials
 * over its own connection.
 */
export async function startSimulator(options: SimulatorOptions): Promise<{ stop(): Promise<void> }> {
  const { county, clock } = options
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal) // every actor sleeps on it
  const connections = new Map<string, mqtt.MqttClient>()
  const onBattery = new Set(county.devices.filter(({ silenceSeconds }) => silenceSeconds >= batterySilenceSeconds).map(({ id }) => id))
  let numbers = 0

  const connect = (device: string): mqtt.MqttClient => {
    const known = connections.get(device)
    if (known) return known
    const { clientId, username, password } = options.credentials(device)
    const connection = mqtt.connect(options.url, { clientId, username, password, clean: true, reconnectPeriod: 2_000 })
    connection.on('error', () => undefined) // it reconnects by itself
    connections.set(device, connection)
    return connection
  }
  const say: Say = (device, kind, fields) => {
    const message = {
      v: 1,
      id: `sim-${options.seed}-${clock.now()}-${++numbers}`,
      ts: formatTime(clock.now(), county.file.time.offsetMinutes),
      ...fields,
    }
    const connection = connect(device)
    connection.publish(uplinkTopic(county.file.id, kind, device), JSON.stringify(message), { qos: 1 }, () => {
      if (onBattery.has(device) && connections.delete(device)) connection.end()
    })
  }

  const world = inventWorld(county, options.seed, clock, say)
  for (const [device, carryOut] of world.listeners) {
    const connection = connect(device)
    connection.on('connect', () => connection.subscribe(commandTopic(county.file.id, device), { qos: 1 }))
    connection.on('message', (_topic, payload) => carryOut(JSON.parse(payload.toString()) as DeviceCommand))
  }
  const running = world.run(stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await running
      await Promise.all([...connections.values()].map((connection) => connection.endAsync(true)))
    },
  }
}
