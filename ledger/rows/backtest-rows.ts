import * as z from 'zod'
import { simulationResultSchema, skippedSchema } from '#domain/api/quality.ts'
import { textSchema } from '#domain/text.ts'
import { defineRow } from '#ledger/row-type.ts'

const count = z.number().int().min(0)

const backtestSchema = z.strictObject({
  id: z.string(),
  scenario: z.string(),
  /** The overrides on trial, with the newest version's beneath them. */
  overrides: z.record(z.string(), z.unknown()),
  fromMs: z.number(),
  untilMs: z.number(),
  lacksBeforeMs: z.number().optional(),
  createdAtMs: z.number(),
  touchedAtMs: z.number(),
  /** How often it was taken up; and how often since it last put something away. */
  turn: count,
  attempts: count,
  hours: z.strictObject({ read: count, of: count }),
  messages: count,
  skipped: skippedSchema,
  /** The most records that were held at once. */
  heldMost: count,
  /** What was put away last: in so many parts, under this number. */
  checkpoint: z.strictObject({ number: count, parts: count }).optional(),
  outcome: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('running') }),
    z.strictObject({ state: z.literal('done'), result: simulationResultSchema }),
    z.strictObject({ state: z.literal('failed'), problem: textSchema }),
  ]),
})
/** A trial of limits on the past that is longer than a request: what is asked, how far it is, how it ended. */
export type Backtest = z.infer<typeof backtestSchema>

export const backtestRow = defineRow({ name: 'back-test', version: 1, schema: backtestSchema })
/** Its appearance in the table's stream is what starts a turn. */
export const backtestTurnRow = defineRow({ name: 'turn of a back-test', version: 1, schema: z.strictObject({ turn: count }) })
/** A piece of what a back-test has come to, packed; base64. The scenario's memories inside have versions of their own. */
export const backtestPartRow = defineRow({ name: 'part of a back-test', version: 1, schema: z.strictObject({ packed: z.string() }) })
