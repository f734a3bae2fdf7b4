import * as z from 'zod'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import { knownFromVersion1 } from '#domain/scenario/known-messages.ts'
import { defineRow } from '#ledger/row-type.ts'
import { raiseSchema, severitySchema } from '#ledger/rows/finding-schemas.ts'

const episodeSchema = z.strictObject({
  incidentId: z.string(),
  lastRaisedAtMs: z.number(),
  severity: severitySchema,
  suppressedCount: z.number(),
})

const keyMemorySchema: z.ZodType<KeyMemory> = z.strictObject({
  detector: z.unknown().optional(),
  detectorVersion: z.number().optional(),
  newestMs: z.number(),
  known: z.record(z.string(), z.string()),
  episodes: z.record(z.string(), episodeSchema),
  timers: z.record(z.string(), z.number()),
  held: z.record(z.string(), z.strictObject({ raise: raiseSchema, shelf: z.string() })).optional(),
  listed: z.record(z.string(), z.tuple([z.string(), z.string()])).optional(),
  withheld: z.strictObject({ day: z.string(), writes: z.number(), counts: z.record(z.string(), z.number()) }).optional(),
})

/** Version 1 had every known message by its name. */
function fromVersion1({ known, ...rest }: MemoryVersion1): KeyMemory {
  return { ...rest, known: knownFromVersion1(known) }
}
type MemoryVersion1 = Omit<KeyMemory, 'known'> & { known: Parameters<typeof knownFromVersion1>[0] }

/** What a key remembers; the detector's part of it has a schema and a version of its own, which its scenario says. */
export const memoryRow = defineRow({ name: 'memory', version: 2, schema: keyMemorySchema, upcast: { 1: fromVersion1 }, trusted: true })
