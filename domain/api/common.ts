import * as z from 'zod'

/** RFC 3339 with the county's offset. */
export const timeSchema = z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-23T14:30:11.000+08:00'] })

export const textSchema = z.strictObject({ zh: z.string(), en: z.string() })

export const cursorSchema = z.string().min(1).max(512)

/** Page size of every list. */
export const limitSchema = z
  .string()
  .regex(/^([1-9]\d?|1\d\d|200)$/, 'a whole number from 1 to 200')
  .transform(Number)

/** Visible ASCII, as the draft of the Idempotency-Key header wants it. */
export const idempotencyKeyPattern = /^[\x21-\x7e]{1,255}$/

/** One page of a list; `next` is absent on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: cursorSchema.optional() })
}

/** RFC 9457 problem details, with the allowed commands where a transition was refused and the faults where input was. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  requestId: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string(), remedy: z.string().optional() })).optional(),
  allowed: z.array(z.string()).optional(),
})
export type Problem = z.infer<typeof problemSchema>
