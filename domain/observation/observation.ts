import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { Kind } from '#domain/observation/kind.ts'

/**
 * One accepted message. All times are epoch milliseconds.
 * `observedAtMs` is the device's time, or the server's when the device's clock cannot be trusted (`clock: 'server'`).
 */
export type Observation<Name extends string = string, Body = unknown> = {
  kind: Name
  device: DeviceId
  /** The device's registration at the time of reading. */
  site: Device
  messageId: string
  /** The memory this step works on: one of the scenario's `memoryKeys` for the device. */
  key: string
  observedAtMs: number
  receivedAtMs: number
  clock: 'device' | 'server'
  position: { lat: number; lon: number; source: 'reported' | 'registered' }
  /**
   * timely: not older than the newest seen under this key; late: older, but still inside `relevantForSeconds` (it counts);
   * expired: too old to raise anything, may only amend a state chain.
   */
  lateness: 'timely' | 'late' | 'expired'
  /** Charge of its battery, if the message says so. */
  batteryPct?: number
  /** Another device than the one that signed in, if the payload names one. */
  claimedDevice?: string
  body: Body
}

/** The observation type that carries a given kind. */
export type ObservationOf<K> = K extends Kind<infer Name, infer Body> ? Observation<Name, Body> : never

/** A timer the detector asked for has come due; it travels the same way as a message. */
export type Wake = { kind: 'wake'; name: string; key: string; observedAtMs: number }

/** Whether it is a message of a device rather than a timer. */
export function isMessage(seen: Observation | Wake): seen is Observation {
  return seen.kind !== 'wake'
}

/** Whether it is a message of this kind: then its body is what the kind's schema has read. */
export function isOfKind<Name extends string, Body>(kind: Kind<Name, Body>, seen: Observation | Wake): seen is Observation<Name, Body> {
  return seen.kind === kind.name
}
