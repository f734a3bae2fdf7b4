import * as z from 'zod'
import { isDeeperThan } from '#domain/depth.ts'
import { sha256 } from '#domain/digest.ts'
import { isObject } from '#domain/entries.ts'
import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { Kind } from '#domain/observation/kind.ts'
import { parseMessageTime, trustedTime } from '#domain/observation/message-time.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { brokerPrincipal, presence, presenceObservation } from '#domain/observation/presence.ts'
import { maySpeakFor } from '#domain/observation/speaker.ts'

/** Why a message cannot be an observation. */
export const rejectionReasons = [
  'empty',
  'too-large',
  'bad-utf8',
  'not-json',
  'too-deep',
  'not-an-object',
  'unsupported-version',
  'unknown-kind',
  'unknown-device',
  'device-disabled',
  'kind-not-registered',
  'bad-time',
  'schema',
  'out-of-area',
  'conflicting-content',
  'failed',
] as const
export type RejectionReason = (typeof rejectionReasons)[number]

/** `ignored`: the broker tells of a connection that is none of the county's devices'. */
export type Reading =
  | { type: 'observation'; observation: Observation }
  | { type: 'rejected'; reason: RejectionReason; detail: string }
  | { type: 'ignored' }

/** What reading needs to know of the county. */
export type ReadingRules = {
  kinds: ReadonlyMap<string, Kind>
  offsetMinutes: number
  /** Whether a reported position lies where the county's devices may be. */
  covers: (position: { lat: number; lon: number }) => boolean
}

/** AWS IoT Core's limit for one MQTT payload. */
export const maxPayloadBytes = 131_072
/** JSON.parse survives a depth that JSON.stringify does not. */
const maxDepth = 32

const envelopeSchema = z.object({
  v: z.literal(1).default(1),
  id: z.string().min(1).max(64).optional(),
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  // What is said beside the message must not keep a call for help from being heard.
  batteryPct: z.number().min(0).max(100).optional().catch(undefined),
  device: z.string().max(128).optional().catch(undefined),
  deviceId: z.string().max(128).optional().catch(undefined),
})

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Turns a device's bytes into an observation, or says why they cannot be one. Nothing is coerced and nothing is guessed
 * but the time stamp's form. The device is the authenticated one; what the payload says of identity is ignored.
 */
export function readMessage(
  rules: ReadingRules,
  message: { kind: string; receivedAtMs: number; payload: Uint8Array; principal?: string; clientId?: string },
  device: Device | undefined,
  deviceId: DeviceId,
): Reading {
  if (message.kind === presence.name) return readPresence(message, device, deviceId)
  const kind = rules.kinds.get(message.kind)
  if (!kind) return rejected('unknown-kind', `no scenario consumes messages of kind "${message.kind}"`)
  if (!device) return rejected('unknown-device', `device "${deviceId}" is not registered`)
  if (device.status !== 'active') return rejected('device-disabled', `device "${deviceId}" is ${device.status}`)
  if (!device.kinds.includes(message.kind))
    return rejected('kind-not-registered', `device "${deviceId}" is not registered for "${message.kind}"`)
  const { clientId = deviceId, principal = clientId } = message
  if (!maySpeakFor(device, { clientId, principal }))
    return rejected('kind-not-registered', `"${clientId}" spoke for device "${deviceId}", whose gateway it is not`)
  const parsed = parseJsonObject(message.payload)
  if (parsed.type === 'rejected') return parsed
  return toObservation(rules, kind, message, parsed.value, device)
}

/** Only the broker tells of connections: whoever else sends this kind is refused, whatever the payload says. */
function readPresence(
  { receivedAtMs, payload, principal }: { receivedAtMs: number; payload: Uint8Array; principal?: string },
  device: Device | undefined,
  deviceId: DeviceId,
): Reading {
  if (principal !== brokerPrincipal) return rejected('kind-not-registered', 'only the broker tells of connections')
  if (device?.status !== 'active') return { type: 'ignored' }
  const parsed = parseJsonObject(payload)
  if (parsed.type === 'rejected') return parsed
  const body = presence.body.safeParse(parsed.value)
  if (!body.success) return rejected('schema', describe(body.error))
  if (body.data.clientId !== deviceId) return rejected('schema', `the connection of "${body.data.clientId}" under "${deviceId}"`)
  return { type: 'observation', observation: presenceObservation(device, body.data, sha256(payload).slice(0, 24), receivedAtMs) }
}

function toObservation(
  rules: ReadingRules,
  kind: Kind,
  message: { receivedAtMs: number; payload: Uint8Array },
  value: Record<string, unknown>,
  device: Device,
): Reading {
  if (value.v !== undefined && value.v !== 1)
    return rejected('unsupported-version', `message version ${JSON.stringify(value.v)}; this county reads version 1`)
  const envelope = envelopeSchema.safeParse(value)
  if (!envelope.success) return rejected('schema', describe(envelope.error))
  const deviceMs = parseMessageTime(value.ts, rules.offsetMinutes)
  if (deviceMs === undefined) return rejected('bad-time', `ts ${JSON.stringify(value.ts)?.slice(0, 60)} names no moment`)
  const body = kind.body.safeParse(value)
  if (!body.success) return rejected('schema', describe(body.error))
  const position = positionOf(envelope.data, device)
  if (position.source === 'reported' && !rules.covers(position)) {
    return rejected('out-of-area', `position ${position.lat}, ${position.lon} lies outside the county${swapHint(rules, position)}`)
  }
  const { atMs, clock } = trustedTime(deviceMs, message.receivedAtMs)
  const observation: Observation = {
    kind: kind.name,
    key: '',
    device: device.id,
    site: device,
    messageId: envelope.data.id ?? sha256(message.payload).slice(0, 24),
    observedAtMs: atMs,
    receivedAtMs: message.receivedAtMs,
    clock,
    position,
    lateness: 'timely',
    body: body.data,
  }
  const { batteryPct, device: named, deviceId: claimed = named } = envelope.data
  if (batteryPct !== undefined) observation.batteryPct = batteryPct
  if (claimed !== undefined && claimed !== device.id) observation.claimedDevice = claimed
  return { type: 'observation', observation }
}

function parseJsonObject(payload: Uint8Array): { type: 'parsed'; value: Record<string, unknown> } | Extract<Reading, { type: 'rejected' }> {
  if (payload.byteLength === 0) return rejected('empty', 'the payload has no bytes')
  if (payload.byteLength > maxPayloadBytes) return rejected('too-large', `${payload.byteLength} bytes; the limit is ${maxPayloadBytes}`)
  let text: string
  try {
    text = decoder.decode(payload) // removes a byte order mark
  } catch {
    return rejected('bad-utf8', 'the payload is not UTF-8')
  }
  if (isDeeperThan(text, maxDepth)) return rejected('too-deep', `nested deeper than ${maxDepth} levels`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return rejected('not-json', error instanceof Error ? error.message.slice(0, 120) : 'not JSON')
  }
  return isObject(value) ? { type: 'parsed', value } : rejected('not-an-object', 'the payload is not a JSON object')
}

/** 0, 0 is what receivers report without a fix. */
function positionOf(reported: { lat?: number; lon?: number }, device: Device): Observation['position'] {
  const { lat, lon } = reported
  if (lat === undefined || lon === undefined || (lat === 0 && lon === 0))
    return { lat: device.site.lat, lon: device.site.lon, source: 'registered' }
  return { lat, lon, source: 'reported' }
}

function swapHint(rules: ReadingRules, { lat, lon }: { lat: number; lon: number }): string {
  return Math.abs(lon) <= 90 && rules.covers({ lat: lon, lon: lat }) ? '; latitude and longitude look swapped' : ''
}

function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`)
    .join('; ')
    .slice(0, 300)
}

function rejected(reason: RejectionReason, detail: string): Extract<Reading, { type: 'rejected' }> {
  return { type: 'rejected', reason, detail }
}
