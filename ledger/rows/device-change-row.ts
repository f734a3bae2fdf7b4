import * as z from 'zod'
import { defineRow } from '#ledger/row-type.ts'
import { deviceActions } from '#ledger/rows/event-rows.ts'
import { actorSchema } from '#ledger/rows/finding-schemas.ts'

const deviceChangeSchema = z.strictObject({
  action: z.enum(deviceActions),
  /** The device's in the register, after it. */
  revision: z.number(),
  author: actorSchema,
  atMs: z.number(),
  reason: z.string().optional(),
})
/** Who changed what of a device's registration, when and why. Never rewritten. */
export type DeviceChange = z.infer<typeof deviceChangeSchema>

export const deviceChangeRow = defineRow({ name: 'change of a device', version: 1, schema: deviceChangeSchema })
