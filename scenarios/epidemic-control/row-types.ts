import * as z from 'zod'
import type { Key } from '#domain/ports.ts'
import { padded } from '#ledger/keys.ts'
import { defineRow, type RowKey } from '#ledger/row-type.ts'
import { linkedSchema, waitingSchema } from '#scenarios/epidemic-control/screening/queue-lines.ts'

const readSchema = z.strictObject({ id: z.string(), by: z.string(), atMs: z.number(), purpose: z.string(), what: z.string() })
/** Somebody looked at people's data, or changed it: who, when, for what, and what. Nothing in it says who was looked at. */
export type ScreeningRead = z.infer<typeof readSchema>

const importSchema = z.strictObject({
  listTimeMs: z.number(),
  hash: z.string(),
  by: z.string(),
  importedAtMs: z.number(),
  sentAtMs: z.number().optional(),
  messages: z.number(),
  counts: z.strictObject({ high: z.number(), middle: z.number(), low: z.number(), human: z.number() }),
})
/** A publication that somebody brought in. `sent` says when the last of its messages was in the stream; without it some may be missing. */
export type ImportedList = z.infer<typeof importSchema>

export const screeningReadRow = defineRow({ name: 'trace of a look', version: 1, schema: readSchema })
export const importedListRow = defineRow({ name: 'publication brought in', version: 1, schema: importSchema })
export const waitingRow = defineRow({ name: 'line of the queue', version: 1, schema: waitingSchema })
export const linkedRow = defineRow({ name: 'hint at another reference', version: 1, schema: linkedSchema })

/** Where the scenario's own rows stand; its lists stand where every scenario's do. */
export const screeningKeys = {
  importedList: (listTimeMs: number, hash: string): RowKey<ImportedList> => ({
    pk: 'SCREENING-LISTS',
    sk: `${padded(listTimeMs, 15)}#${hash}`,
    type: importedListRow,
  }),
  read: (atMs: number, id: string): RowKey<ScreeningRead> => ({ ...readsView(atMs, id), type: screeningReadRow }),
}

export function readsView(atMs: number, id: string): Key {
  return { pk: 'SCREENING-READS', sk: `${padded(atMs, 15)}#${id}` }
}
