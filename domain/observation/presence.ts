import * as z from 'zod'
import type { Device } from '#domain/observation/device.ts'
import { type BodyOf, defineKind } from '#domain/observation/kind.ts'
import type { Observation } from '#domain/observation/observation.ts'

/** Who speaks when the broker itself tells of a connection: no certificate, key or person is called so. */
export const brokerPrincipal = 'broker:presence'

/**
 * A device's connection came or went, in the words of AWS IoT Core's lifecycle events, which the laptop's broker uses, too. The
 * connection and its end carry the same version, a later connection a higher one; after about an hour without any it begins anew.
 * Events may come twice and out of order, and their own time is only good to two minutes, so it is not used.
 */
export const presence = defineKind({
  name: 'presence',
  title: { zh: '连接状态', en: 'connection' },
  body: z.object({
    clientId: z.string(),
    eventType: z.enum(['connected', 'disconnected']),
    versionNumber: z.number().int().nonnegative(),
    /** It said that it would leave. Only with the end of a connection. */
    clientInitiatedDisconnect: z.boolean().default(false),
    disconnectReason: z.string().max(64).optional(),
  }),
  units: { versionNumber: '', timestamp: 'ms' },
  example: {
    clientId: 'tower-1',
    timestamp: 1_795_424_400_000,
    eventType: 'disconnected',
    clientInitiatedDisconnect: false,
    disconnectReason: 'MQTT_KEEP_ALIVE_TIMEOUT',
    versionNumber: 7,
  },
})
export type PresenceBody = BodyOf<typeof presence>

/** What the broker told of a device's connection as an observation, at the time at which the county received it. */
export function presenceObservation(device: Device, body: PresenceBody, messageId: string, receivedAtMs: number): Observation {
  return {
    kind: presence.name,
    key: '',
    device: device.id,
    site: device,
    messageId,
    observedAtMs: receivedAtMs,
    receivedAtMs,
    clock: 'server',
    position: { ...device.site, source: 'registered' },
    lateness: 'timely',
    body,
  }
}
