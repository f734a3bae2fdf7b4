import { sha256 } from '#domain/digest.ts'
import type { RejectionReason } from '#domain/observation/read-message.ts'
import type { Envelope, Write } from '#domain/ports.ts'
import { keys, views } from '#ledger/keys.ts'
import { putRow } from '#ledger/row-type.ts'
import type { RejectedMessage } from '#ledger/rows/message-rows.ts'

const keptForMs = 90 * 86_400_000

/** Reasons whose detail never repeats anything of the content. */
const silentOnContent: ReadonlySet<RejectionReason> = new Set([
  'empty',
  'too-large',
  'bad-utf8',
  'too-deep',
  'not-an-object',
  'unknown-kind',
  'unknown-device',
  'device-disabled',
  'kind-not-registered',
  'schema',
  'failed',
])

/** The same record gives the same id, however often and by however many scenarios it is read; a replay is another record. */
export function rejectedMessage(envelope: Envelope, reason: RejectionReason, detail: string, isSensitive: boolean): RejectedMessage {
  const { kind, device, clientId, principal, receivedAtMs, payload, replayOf } = envelope
  const hash = sha256(payload)
  return {
    id: `r-${sha256(`${hash}/${kind}/${device}/${receivedAtMs}${replayOf ? `/${replayOf}` : ''}`).slice(0, 20)}`,
    kind,
    device,
    clientId,
    principal,
    receivedAtMs,
    reason,
    detail: isSensitive && !silentOnContent.has(reason) ? 'what was wrong could repeat personal data and is not kept' : detail,
    bytes: payload.byteLength,
    hash,
    ...(!isSensitive && { payload: Buffer.from(payload).toString('base64') }),
    state: 'waiting',
    ...(replayOf !== undefined && { replayOf }),
  }
}

export function rejectedWrite(message: RejectedMessage, ifVersion = 0): Write {
  return putRow(keys.rejected(message.id), message, ifVersion, {
    views: { a: views.rejected(message.receivedAtMs, message.id) },
    expiresAtSeconds: Math.floor((message.receivedAtMs + keptForMs) / 1000),
  })
}
