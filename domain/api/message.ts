import * as z from 'zod'
import { cursorSchema, limitSchema, pageOf, timeSchema } from '#domain/api/common.ts'
import { deviceIdSchema } from '#domain/observation/device.ts'
import { kindNamePattern } from '#domain/observation/kind.ts'
import { rejectionReasons } from '#domain/observation/read-message.ts'

const rejectedStates = ['waiting', 'replayed', 'rejected-again', 'discarded'] as const

export const rejectedMessageSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  device: z.string(),
  clientId: z.string(),
  receivedAt: timeSchema,
  reason: z.enum(rejectionReasons),
  detail: z.string(),
  bytes: z.number().int(),
  /** SHA-256 of the payload. */
  hash: z.string(),
  /** The first kilobyte of the payload, base64; absent when its kind can carry personal data: then the payload is not kept. */
  sample: z.string().optional(),
  /** `rejected-again`: its replay failed and is the rejected message `again`, which names this one as `replayOf`. */
  state: z.enum(rejectedStates),
  replayOf: z.string().optional(),
  again: z.string().optional(),
  decided: z.strictObject({ by: z.string(), at: timeSchema, note: z.string().optional() }).optional(),
})
export const rejectedPageSchema = pageOf(rejectedMessageSchema)
export const rejectedQuerySchema = z.strictObject({
  reason: z.enum(rejectionReasons).optional(),
  device: deviceIdSchema.optional(),
  state: z.enum(rejectedStates).optional(),
  limit: limitSchema.optional(),
  cursor: cursorSchema.optional(),
})
export const discardSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) })

/** Messages over HTTP, for devices and gateways that cannot speak MQTT; the message is what would have been the payload. */
export const observationBatchSchema = z.strictObject({
  messages: z
    .array(z.strictObject({ device: deviceIdSchema, kind: z.string().regex(kindNamePattern), message: z.record(z.string(), z.unknown()) }))
    .min(1)
    .max(500),
})
/** accepted: durable, it will be an observation or a rejected message with its reason. */
export const observationBatchResultSchema = z.strictObject({
  results: z.array(z.strictObject({ status: z.enum(['accepted', 'too-large']), device: z.string() })),
})
