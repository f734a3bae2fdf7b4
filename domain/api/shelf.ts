import * as z from 'zod'
import { timeSchema } from '#domain/api/common.ts'

const name = z.string().min(1).max(128)
const words = z.string().trim().min(1).max(500)

export const shelfSchema = z.strictObject({
  id: z.string(),
  scenario: z.string(),
  subject: z.string().optional(),
  device: z.string().optional(),
  reason: z.string(),
  author: z.string(),
  role: z.string(),
  from: timeSchema,
  until: timeSchema,
  ended: z.strictObject({ at: timeSchema, by: z.string() }).optional(),
})
export type ShelfView = z.infer<typeof shelfSchema>
export const shelvesSchema = z.strictObject({ items: z.array(shelfSchema) })

/** Either a subject or a device. */
export const shelveSchema = z
  .strictObject({ scenario: z.string().max(64), subject: name.optional(), device: name.optional(), until: timeSchema, reason: words })
  .refine(({ subject, device }) => (subject === undefined) !== (device === undefined), {
    path: ['subject'],
    message: 'name either a subject or a device',
  })
