import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'

/** A loudspeaker's answer to an order, and its heartbeat when there was none. */
export const speakerAck = defineKind({
  name: 'speaker-ack',
  title: { zh: '喊话设备应答', en: 'loudspeaker acknowledgement' },
  body: z.object({
    commandId: z.string().max(160).optional(),
    played: z.boolean().optional(),
    volumePct: z.number().min(0).max(100).optional(),
  }),
  units: { volumePct: '%' },
  example: { commandId: 'zone:qs-1/1795402800000/1', played: true },
})
