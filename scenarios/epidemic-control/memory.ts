import * as z from 'zod'
import { defineMemory } from '#domain/scenario/memory-definition.ts'
import { identitySchema, prefectureSchema, presenceSchema } from '#scenarios/epidemic-control/memory/people.ts'
import { clusterSchema, streetSchema } from '#scenarios/epidemic-control/memory/streets.ts'

/** Whether the county may screen at a moment, and if not, why. */
const permit = z.enum(['granted', 'absent', 'not-yet', 'expired', 'killed'])
export type Permit = z.infer<typeof permit>

/** What one key remembers: the state of the authorisation, or one of the other parts. */
const schema = z.strictObject({
  permit: permit.optional(),
  /** Beside the authorisation: the memories in which somebody was screened, as prefecture and bucket. */
  screened: z.array(z.string()).optional(),
  street: streetSchema.optional(),
  clusters: clusterSchema.optional(),
  prefecture: prefectureSchema.optional(),
  identity: identitySchema.optional(),
  presence: presenceSchema.optional(),
})
export type EpidemicMemory = z.infer<typeof schema>
export const epidemicMemory = defineMemory({ version: 1, schema })
