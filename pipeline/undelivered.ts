import * as z from 'zod'
import { deviceIdSchema } from '#domain/observation/device.ts'
import { brokerPrincipal, presence } from '#domain/observation/presence.ts'
import { parseUplinkTopic } from '#domain/observation/topic.ts'
import type { Envelope, Log, Stream } from '#domain/ports.ts'
import { fileRejected, type RejectionServices } from '#pipeline/detection/read-records.ts'

/** What an IoT rule could not put into the stream, as its error action wrote it down, epoch ms. `remove` may be called again. */
export type Undelivered = { key: string; text: string; writtenAtMs: number; remove(): Promise<void> }

export type RedeliveryServices = RejectionServices & {
  stream: Stream
  log: Log
  county: RejectionServices['county'] & { id: string }
}

/** Where error actions write: the kind, then when and by whom it was sent. */
export const ruleErrorsPrefix = 'rule-errors/'

/** No device, certificate or person is called so: an object without a principal in its key must not let anybody speak for all. */
const principalNotKept = 'rule:principal-not-kept'

/** `rule-errors/{kind}/{epoch ms}-{uuid}`, and behind it `/{principal}` when somebody other than the broker spoke. */
const keyPattern = /^rule-errors\/[^/]+\/(?<atMs>\d{13})-[0-9a-f-]{36}(?:\/(?<principal>.+))?$/

/** AWS IoT Core, "Error handling (error action)", message format. Other fields than these may come. */
const ruleErrorSchema = z.looseObject({
  topic: z.string(),
  clientId: z.string().min(1).optional(),
  base64OriginalPayload: z.base64(),
  failures: z.array(z.looseObject({ failedAction: z.string(), errorMessage: z.string() })).min(1),
})

type Read = { ok: true; envelope: Envelope; causes: string[] } | { ok: false; problem: string }

/** The message that stands in an error action's object, as the rule would have put it into the stream. */
export function readRuleError(county: string, { key, text, writtenAtMs }: Omit<Undelivered, 'remove'>): Read {
  const { principal, receivedAtMs } = readKey(key, writtenAtMs)
  const parsed = ruleErrorSchema.safeParse(jsonOf(text))
  if (!parsed.success) return { ok: false, problem: `not what an error action writes: ${z.prettifyError(parsed.error)}` }
  const { topic, clientId, base64OriginalPayload, failures } = parsed.data
  const payload = new Uint8Array(Buffer.from(base64OriginalPayload, 'base64'))
  const causes = failures.map(({ failedAction, errorMessage }) => `${failedAction}: ${errorMessage}`)
  const told = presenceDevice(topic)
  if (told !== undefined) {
    const head = { kind: presence.name, device: told, clientId: told, principal: brokerPrincipal }
    return { ok: true, envelope: { ...head, receivedAtMs, payload }, causes }
  }
  const uplink = parseUplinkTopic(county, topic)
  if (!uplink) return { ok: false, problem: 'its topic is none on which a device of this county speaks' }
  if (clientId === undefined) return { ok: false, problem: 'it does not say who sent it' }
  return { ok: true, envelope: { ...uplink, clientId, principal, receivedAtMs, payload }, causes }
}

/**
 * Puts what a rule could not deliver into the stream, with its original identity and time; what cannot be read is filed as rejected.
 * The object goes only after that, so that a crash repeats a message, which its readers know, and loses none.
 */
export async function redeliver(services: RedeliveryServices, undelivered: Undelivered): Promise<'redelivered' | 'filed'> {
  const read = readRuleError(services.county.id, undelivered)
  if (read.ok) {
    await services.stream.append([read.envelope])
    services.log.warn('a message that a rule could not deliver was put into the stream', { key: undelivered.key, causes: read.causes })
  } else await fileUnreadable(services, undelivered, read.problem)
  await undelivered.remove()
  return read.ok ? 'redelivered' : 'filed'
}

function fileUnreadable(services: RedeliveryServices, { key, text, writtenAtMs }: Undelivered, problem: string): Promise<void> {
  const envelope = { ...readKey(key, writtenAtMs), device: 'unknown', clientId: 'unknown', payload: new TextEncoder().encode(text) }
  return fileRejected(services, envelope, 'failed', `${key} was not put into the stream: ${problem}`)
}

/** A key of another form says the kind at most; then the message was received when the object was written. */
function readKey(key: string, writtenAtMs: number): Pick<Envelope, 'kind' | 'principal' | 'receivedAtMs'> {
  const { atMs, principal = principalNotKept } = keyPattern.exec(key)?.groups ?? {}
  return { kind: key.split('/')[1] || 'unknown', principal, receivedAtMs: atMs === undefined ? writtenAtMs : Number(atMs) }
}

/** The device of a topic on which only the broker speaks: `$aws/events/presence/{connected|disconnected}/{device}`. */
function presenceDevice(topic: string): string | undefined {
  const device = /^\$aws\/events\/presence\/(?:connected|disconnected)\/([^/]+)$/.exec(topic)?.[1]
  return deviceIdSchema.safeParse(device).success ? device : undefined
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
