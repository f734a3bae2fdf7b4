import * as z from 'zod'
import type { Envelope } from '#domain/ports.ts'

/** A record of the stream: what the IoT rule writes, and what the API writes in the same form. `data` is base64. */
const recordSchema = z.object({
  data: z.string(),
  kind: z.string(),
  device: z.string(),
  clientId: z.string().default('unknown'),
  principal: z.string().default('unknown'),
  receivedAtMs: z.number(),
  replayOf: z.string().optional(),
})

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function encodeEnvelope({ payload, ...head }: Envelope): Uint8Array {
  return encoder.encode(JSON.stringify({ ...head, data: Buffer.from(payload).toString('base64') }))
}

/** Throws when the bytes are no record of ours, which only a mistake in the rule could cause. */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  const { data, replayOf, ...head } = recordSchema.parse(JSON.parse(decoder.decode(bytes)))
  return { ...head, payload: new Uint8Array(Buffer.from(data, 'base64')), ...(replayOf !== undefined && { replayOf }) }
}
