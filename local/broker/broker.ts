import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CountyClock } from '#adapters/local/county-clock.ts'
import type { KeyRange } from '#adapters/local/enrolments.ts'
import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { Identity, Log } from '#domain/ports.ts'
import { callsOver } from '#local/broker/calls.ts'
import type { AppendChunk } from '#local/broker/uplink-gate.ts'

/** What the thread of the broker is given when it starts. */
export type BrokerOrder = { county: string; deviceSecret: string; clock: CountyClock['origin'] }
export type Publication = { topic: string; payload: string; qos: 0 | 1 }

/** A device of the register, and which of its keys are good. */
export type Enrolled = Device & { goodKeys: KeyRange }
/** Whose connection to close; with `olderThan`, only one by a key of a lower number. */
export type Disconnection = { device: DeviceId; olderThan?: number }

export type BrokerServices = {
  append: AppendChunk
  identity: Identity
  /** Registration as the ledger has it, without caching. */
  lookUp: (id: DeviceId) => Promise<Enrolled | undefined>
  log: Log
}

export type Broker = {
  /** Opens the door for MQTT over TCP; answers the port. */
  listen(port: number, host: string): Promise<number>
  publish(topic: string, payload: unknown, qos: 0 | 1): Promise<void>
  /** Closes the connection of a device whose credentials were taken away. */
  disconnect(device: DeviceId, olderThan?: number): Promise<void>
  close(): Promise<void>
}

const runner = join(import.meta.dirname, '../../scripts/run.mjs')
const thread = join(import.meta.dirname, 'broker-thread.ts')

/**
 * The broker in a thread of its own: thousands of connections cost as much as detection does, and neither may make the other
 * wait. As with AWS IoT Core, it and the pipeline share nothing but the stream. Should the thread fail, so does the process.
 */
export function startBroker(order: BrokerOrder, { append, identity, lookUp, log }: BrokerServices): Broker {
  const worker = new Worker(runner, { argv: [thread], workerData: order, resourceLimits: { maxYoungGenerationSizeMb: 128 } })
  const call = callsOver(worker, {
    append,
    lookUp,
    verify: (token: string) => identity.verify(token),
    signInFailed: (cause: string) => log.error('a client could not be signed in', { cause }),
  })
  return {
    listen: (port, host) => call<number>('listen', { port, host }),
    publish: (topic, payload, qos) => call('publish', { topic, payload: JSON.stringify(payload), qos } satisfies Publication),
    disconnect: (device, olderThan) =>
      call('disconnect', { device, ...(olderThan !== undefined && { olderThan }) } satisfies Disconnection),
    async close() {
      await call('close')
      await worker.terminate()
    },
  }
}
