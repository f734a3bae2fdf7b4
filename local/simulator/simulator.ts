import { setMaxListeners } from 'node:events'
import mqtt from 'mqtt'
import type { County } from '#domain/county/county.ts'
import type { DeviceCommand } from '#domain/detection/detector.ts'
import type { Device } from '#domain/observation/device.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { commandTopic, uplinkTopic } from '#domain/observation/topic.ts'
import type { Clock } from '#domain/ports.ts'
import { seededRng } from '#local/seeded-rng.ts'
import { forestActor } from '#local/simulator/forest.ts'
import { type Say, waterActor } from '#local/simulator/water.ts'

export type SimulatorOptions = {
  county: County
  url: string
  credentials: (device: string) => { clientId: string; username: string; password: string }
  clock: Clock
  seed: number
}

/** Part of the invented world: it lives on its own until it is told to stop. */
export type Actor = { run(signal: AbortSignal): Promise<void>; onCommand?(command: DeviceCommand): void }

/**
 * The people, boats, smoke and weather of a demo county, told by its devices. It speaks to the broker as any stranger's
 * client would, each device over its own connection.
 */
export async function startSimulator(options: SimulatorOptions): Promise<{ stop(): Promise<void> }> {
  const { county, clock } = options
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal) // every actor sleeps on it
  const connections = new Map<string, mqtt.MqttClient>()
  const rng = seededRng(options.seed)
  let numbers = 0

  const connectionOf = (device: string, onCommand?: (command: DeviceCommand) => void): mqtt.MqttClient => {
    const known = connections.get(device)
    if (known) return known
    const { clientId, username, password } = options.credentials(device)
    const connection = mqtt.connect(options.url, { clientId, username, password, clean: true, reconnectPeriod: 2_000 })
    connection.on('error', () => undefined) // it reconnects by itself
    if (onCommand) {
      connection.on('connect', () => connection.subscribe(commandTopic(county.file.id, device), { qos: 1 }))
      connection.on('message', (_topic, payload) => onCommand(JSON.parse(payload.toString()) as DeviceCommand))
    }
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
    connectionOf(device).publish(uplinkTopic(county.file.id, kind, device), JSON.stringify(message), { qos: 1 })
  }

  const actors = actorsOf(county, rng, clock, say)
  for (const { device, actor } of actors) if (actor.onCommand) connectionOf(device, (command) => actor.onCommand?.(command))
  const running = actors.map(({ actor }) => actor.run(stopping.signal))
  return {
    async stop() {
      stopping.abort()
      await Promise.all(running)
      await Promise.all([...connections.values()].map((connection) => connection.endAsync(true)))
    },
  }
}

function actorsOf(county: County, rng: ReturnType<typeof seededRng>, clock: Clock, say: Say): { device: string; actor: Actor }[] {
  const having = (kind: string) => county.devices.filter(({ kinds }) => kinds.includes(kind))
  const hornFor = (camera: Device) => having('speaker-ack').find(({ site }) => site.lat === camera.site.lat && site.lon === camera.site.lon)
  const watersides = having('vision').filter(({ watches }) => watches.some((area) => area.startsWith('water')))
  const forests = [...new Set(county.devices.flatMap(({ watches }) => watches.filter((area) => area.startsWith('forest'))))]
  return [
    ...watersides.map((camera, index) => {
      const horn = hornFor(camera)
      return {
        device: horn?.id ?? camera.id,
        actor: waterActor(camera, horn, index, seededRng(Math.floor(rng.next() * 2 ** 31)), clock, say),
      }
    }),
    ...forests.map((forest, index) => {
      const devices = county.devices.filter(({ watches }) => watches.includes(forest))
      return { device: forest, actor: forestActor(forest, devices, county, index, seededRng(Math.floor(rng.next() * 2 ** 31)), clock, say) }
    }),
  ]
}
