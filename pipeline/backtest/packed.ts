import { gunzipSync, gzipSync } from 'node:zlib'
import * as z from 'zod'
import { skippedSchema } from '#domain/api/quality.ts'
import { decodeEnvelope, encodeEnvelope } from '#domain/observation/envelope.ts'
import type { Item } from '#domain/ports.ts'
import { incidentRow } from '#ledger/rows/incident-rows.ts'
import type { Progress } from '#pipeline/backtest/backtest.ts'

const itemSchema: z.ZodType<Item> = z.strictObject({
  pk: z.string(),
  sk: z.string(),
  value: z.unknown(),
  version: z.number(),
  schemaVersion: z.number().optional(),
})
const replaySchema = z.strictObject({
  memories: z.array(z.tuple([z.string(), itemSchema])),
  incidents: z.array(z.strictObject({ incident: incidentRow.schema, version: z.number() })),
})
const progressSchema = z.strictObject({
  hoursRead: z.number(),
  messages: z.number(),
  skipped: skippedSchema,
  heldMost: z.number(),
  carried: z.array(z.strictObject({ sequence: z.string(), record: z.string() })),
  before: replaySchema,
  after: replaySchema,
})

/** What a back-test has come to, as text that is small enough to put away: gzip, base64. */
export function packed({ carried, ...rest }: Progress): string {
  const text = ({ sequence, envelope }: Progress['carried'][number]) => ({
    sequence,
    record: Buffer.from(encodeEnvelope(envelope)).toString('base64'),
  })
  return gzipSync(JSON.stringify({ ...rest, carried: carried.map(text) })).toString('base64')
}

/** The other way round. @throws when it is not what `packed` answers */
export function unpacked(text: string): Progress {
  const { carried, ...rest } = progressSchema.parse(JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString('utf8')))
  return {
    ...rest,
    carried: carried.map(({ sequence, record }) => ({ sequence, envelope: decodeEnvelope(Buffer.from(record, 'base64')) })),
  }
}
