import { sha256 } from '#domain/digest.ts'
import type { RejectionReason } from '#domain/observation/read-message.ts'
import type { Envelope, Write } from '#domain/ports.ts'
import { keys, views } from '#lambdas/ledger/keys.ts'

/** A message that could not become an observation, kept whole so that it can be sent again. */
export type RejectedMessage = {
  id: string
  kind: string
  device: string
  clientId: string
  principal: string
  receivedAtMs: number
  reason: RejectionReason
  detail: string
  /** The payload, base64. */
  payload: string
  state: 'waiting' | 'replayed' | 'discarded'
  decided?: { by: string; atMs: number; note?: string }
}

const keptForMs = 90 * 86_400_000

/** The same record gives the same id, however often and by however many scenarios it is read. */
export function rejectedMessage(envelope: Envelope, reason: RejectionReason, detail: string): RejectedMessage {
  const { kind, device, clientId, principal, receivedAtMs, payload } = envelope
  const id = `r-${sha256(`${sha256(payload)}/${kind}/${device}/${receivedAtMs}`).slice(0, 20)}`
  return {
    id,
    kind,
    device,
    clientId,
    principal,
    receivedAtMs,
    reason,
    detail,
    payload: Buffer.from(payload).toString('base64'),
    state: 'waiting',
  }
}

export function rejectedWrite(message: RejectedMessage, ifVersion = 0): Write {
  return {
    type: 'put',
    key: keys.rejected(message.id),
    value: message,
    ifVersion,
    views: { a: views.rejected(message.receivedAtMs, message.id) },
    expiresAtSeconds: Math.floor((message.receivedAtMs + keptForMs) / 1000),
  }
}
