import { connect, type Socket } from 'node:net'
import * as z from 'zod'
import { itemAt, memberOf } from '#domain/entries.ts'
import { incidentId } from '#domain/incident/evidence.ts'
import { nodeId } from '#scripts/bench/field-county.ts'
import { connectPacket, packetReader, publishPacket, subscribePacket, text } from '#scripts/bench/mqtt-wire.ts'
import { readJsonFile } from '#scripts/json-file.ts'

/** What the parent asks for, in a file of JSON: five thousand keys are too long for an argument. */
const orderSchema = z.object({
  port: z.number(),
  keys: z.array(z.string()),
  /** Messages a second over all connections. */
  rate: z.number(),
  seconds: z.number(),
  /** Every n-th message is an alarm; 0 for none. */
  alarmEvery: z.number(),
  /** Alarms come from this many nodes in turn; 0: each from a node that has had none. */
  alarmNodes: z.number(),
  consoleToken: z.string().optional(),
})

/** A load of numbered readings at QoS 1 from many connections, in a process of its own; prints what was acknowledged and when. */
const order = orderSchema.parse(readJsonFile(process.argv[2] ?? ''))
const [county, tickMs] = ['field', 10]
/** What happens before the code is warm is carried and counted, but says nothing of how long things take. */
const warmUpMs = order.seconds > 10 ? 5_000 : 2_000
const waitingFor = new Map<string, number>()
const latencies: number[] = []
let [sent, acknowledged, alarms, closed, startedAt] = [0, 0, 0, 0, 0]

type Device = { socket: Socket; topic: Buffer; nextPacket: number; index: number }

function open(index: number, key: string): Promise<Device> {
  return new Promise((resolve, reject) => {
    const id = nodeId(index)
    const socket = connect(order.port, '127.0.0.1')
    socket.setNoDelay(true)
    const device: Device = { socket, topic: text(`cs/${county}/hot-spot/${id}/up`), nextPacket: 1, index }
    socket.on(
      'data',
      packetReader((type) => {
        if (type === 0x20) resolve(device)
        if (type === 0x40) acknowledged++
      }),
    )
    socket.on('error', reject)
    socket.on('close', () => closed++)
    socket.write(connectPacket(id, id, key))
  })
}

/** Listens for the hints consoles get: the moment an incident is known outside. */
function listen(token: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(order.port, '127.0.0.1')
    socket.on(
      'data',
      packetReader((type, body) => {
        if (type === 0x20) socket.write(subscribePacket(`cs/${county}/console/#`))
        if (type === 0x90) resolve()
        if (type >> 4 === 3) heard(body)
      }),
    )
    socket.write(connectPacket('console-load', 'console', token))
  })
}

function heard(body: Buffer): void {
  const payload = body.subarray(2 + body.readUInt16BE(0)).toString()
  const id = memberOf(JSON.parse(payload), 'id')
  const since = typeof id === 'string' ? waitingFor.get(id) : undefined
  if (typeof id !== 'string' || since === undefined) return
  if (since - startedAt > warmUpMs) latencies.push(performance.now() - since)
  waitingFor.delete(id)
}

function publish(device: Device, number: number, hot: boolean): void {
  const ts = Date.now()
  if (hot && !alarmed.has(device.index)) {
    alarmed.add(device.index)
    waitingFor.set(
      incidentId(county, 'forest-fire', `device:${nodeId(device.index)}`, `forest:${nodeId(device.index)}`, ts),
      performance.now(),
    )
  }
  const payload = Buffer.from(
    `{"v":1,"id":"${number}","ts":${ts},"tMaxC":${hot ? 90 : 24},"backgroundMedianC":21.5,"backgroundMadC":0.8,"azimuthDeg":120}`,
  )
  device.nextPacket = device.nextPacket === 65_535 ? 1 : device.nextPacket + 1
  device.socket.write(publishPacket(device.topic, device.nextPacket, payload))
  sent++
}

/** Every device says its first word, which a county writes down; a steady load begins when that is done. */
async function sayFirstWords(): Promise<void> {
  for (const device of devices) publish(device, -1 - device.index, false)
  for (let waited = 0; waited < 60_000 && acknowledged < devices.length; waited += 50) await pause(50)
  if (acknowledged < devices.length) throw new Error(`${devices.length - acknowledged} first messages were not acknowledged`)
  await pause(2_000)
  sent = 0
  acknowledged = 0
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}

const alarmed = new Set<number>()
const devices: Device[] = []
for (let start = 0; start < order.keys.length; start += 200) {
  devices.push(...(await Promise.all(order.keys.slice(start, start + 200).map((key, offset) => open(start + offset, key)))))
}
if (order.consoleToken) await listen(order.consoleToken)
await sayFirstWords()
startedAt = performance.now()
let cursor = 0
await new Promise<void>((resolve) => {
  const timer = setInterval(() => {
    const elapsed = (performance.now() - startedAt) / 1000
    const due = Math.floor(Math.min(elapsed, order.seconds) * order.rate)
    while (sent < due) {
      const hot = order.alarmEvery > 0 && sent % order.alarmEvery === 0
      const index = hot ? (order.alarmNodes > 0 ? alarms++ % order.alarmNodes : alarms++ % devices.length) : cursor++ % devices.length
      publish(itemAt(devices, index), sent, hot)
    }
    if (elapsed >= order.seconds) {
      clearInterval(timer)
      resolve()
    }
  }, tickMs)
})
for (let waited = 0; waited < 30_000 && (acknowledged < sent || waitingFor.size > 0); waited += 50) await pause(50)
latencies.sort((a, b) => a - b)
const quantile = (share: number) => Math.round(latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0)
process.stdout.write(
  `${JSON.stringify({ sent, acknowledged, alarms: alarmed.size, unheard: waitingFor.size, closed, seconds: Math.round((performance.now() - startedAt) / 10) / 100, p50Ms: quantile(0.5), p99Ms: quantile(0.99) })}\n`,
)
process.exit(0)
