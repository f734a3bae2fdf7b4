import * as z from 'zod'
import { type Device, deviceSchema } from '#domain/observation/device.ts'
import { rejectionReasons } from '#domain/observation/read-message.ts'
import { defineRow } from '#ledger/row-type.ts'

const rejectedMessageSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  device: z.string(),
  clientId: z.string(),
  principal: z.string(),
  receivedAtMs: z.number(),
  reason: z.enum(rejectionReasons),
  detail: z.string(),
  /** Size and SHA-256 of the payload: enough to find it at the sender. */
  bytes: z.number(),
  hash: z.string(),
  /** The payload, base64; absent when its kind can carry personal data. */
  payload: z.string().optional(),
  /** `rejected-again`: it was replayed, and what came of that is the rejected message `again`. */
  state: z.enum(['waiting', 'replayed', 'rejected-again', 'discarded']),
  /** The rejected message that was replayed, of which this one came; and the other way round. */
  replayOf: z.string().optional(),
  again: z.string().optional(),
  decided: z.strictObject({ by: z.string(), atMs: z.number(), note: z.string().optional() }).optional(),
})
/** A message that could not become an observation, kept whole so that it can be sent again; of a sensitive kind without its content. */
export type RejectedMessage = z.infer<typeof rejectedMessageSchema>

const answerSchema = z.strictObject({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() })
const idempotencySchema = z.strictObject({ request: z.string(), response: answerSchema.optional() })
/** A request that was begun under a key, and what it was answered. */
export type Kept = z.infer<typeof idempotencySchema>

export const rejectedRow = defineRow({ name: 'rejected message', version: 1, schema: rejectedMessageSchema })
export const deviceRow = defineRow<Device>({ name: 'device', version: 1, schema: deviceSchema, trusted: true })
/** That the registration of a device has changed. */
export const registryNoticeRow = defineRow({
  name: 'notice of a changed registration',
  version: 1,
  schema: z.strictObject({ device: z.string() }),
})
export const idempotencyRow = defineRow({ name: 'first answer', version: 1, schema: idempotencySchema })
/** A line that a scenario lists of a memory: what it holds is the scenario's own affair. */
export const listedRow = defineRow({ name: 'listed line', version: 1, schema: z.unknown(), trusted: true })
