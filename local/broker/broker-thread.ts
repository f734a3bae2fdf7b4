import { createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { CountyClock } from '#adapters/local/county-clock.ts'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import type { Principal } from '#domain/people/principal.ts'
import type { BrokerOrder, Disconnection, Enrolled, Publication } from '#local/broker/broker.ts'
import { callsOver } from '#local/broker/calls.ts'
import { CountyBroker } from '#local/broker/county-broker.ts'
import { uplinkGate } from '#local/broker/uplink-gate.ts'
import { portOf } from '#local/port-of.ts'

/** The thread in which the broker lives: what it needs of the county it asks for, what it accepts it hands over. */
const { county, deviceSecret, clock }: BrokerOrder = workerData
if (!parentPort) throw new Error('the broker runs in a thread of its own')
const call = callsOver(parentPort, {
  listen,
  publish: ({ topic, payload, qos }: Publication) =>
    new Promise<void>((resolve, reject) => {
      broker.publish({ cmd: 'publish', topic, payload, qos, retain: false, dup: false }, (error) => (error ? reject(error) : resolve()))
    }),
  disconnect: ({ device, olderThan }: Disconnection) => broker.disconnect(device, olderThan),
  close: async () => {
    server.close()
    await new Promise<void>((resolve) => broker.close(() => resolve()))
  },
})

const broker = new CountyBroker({
  county,
  deviceKeys: new DeviceKeys(deviceSecret),
  clock: new CountyClock(clock),
  accept: uplinkGate((chunk) => call('append', chunk, [chunk.buffer])),
  lookUp: (id) => call<Enrolled | undefined>('lookUp', id),
  verify: (token) => call<Principal | undefined>('verify', token),
  onSignInFailure: (cause) => void call('signInFailed', cause),
})
const server = createServer((socket) => broker.handle(socket))

async function listen({ port, host }: { port: number; host: string }): Promise<number> {
  await broker.listen()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(portOf(server)))
  })
}
