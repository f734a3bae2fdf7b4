import * as z from 'zod'
import type { LimitsVersion } from '#domain/county/limits-version.ts'
import type { Shelf } from '#domain/incident/shelf.ts'
import { defineRow } from '#ledger/row-type.ts'
import { actorSchema } from '#ledger/rows/finding-schemas.ts'

const limitsVersionSchema: z.ZodType<LimitsVersion> = z.strictObject({
  number: z.number(),
  overrides: z.record(z.string(), z.unknown()),
  reason: z.string(),
  author: actorSchema,
  decidedAtMs: z.number(),
  effectiveFromMs: z.number(),
  restores: z.number().optional(),
})

const shelfSchema: z.ZodType<Shelf> = z.strictObject({
  id: z.string(),
  scenario: z.string(),
  of: z.union([z.strictObject({ subject: z.string() }), z.strictObject({ device: z.string() })]),
  reason: z.string(),
  author: actorSchema,
  fromMs: z.number(),
  untilMs: z.number(),
  ended: z.strictObject({ atMs: z.number(), by: z.string() }).optional(),
})

const heldSchema = z.strictObject({ key: z.string(), subject: z.string() })
/** Where a key notes that it holds something back for a shelf, so that ending the shelf finds it. */
export type Held = z.infer<typeof heldSchema>

const withheldSchema = z.strictObject({ scenario: z.string(), counts: z.record(z.string(), z.number()) })

export const limitsVersionRow = defineRow({ name: 'version of limits', version: 1, schema: limitsVersionSchema })
export const shelfRow = defineRow({ name: 'shelf', version: 1, schema: shelfSchema })
export const heldRow = defineRow({ name: 'note of a shelf', version: 1, schema: heldSchema })
export const withheldRow = defineRow({ name: 'count of what was withheld', version: 1, schema: withheldSchema })
