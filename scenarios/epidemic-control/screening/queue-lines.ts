import * as z from 'zod'
import { personSchema } from '#scenarios/epidemic-control/memory/people.ts'

/** Somebody a person has still to look at, as the queue shows them: nothing here says who it is. */
export const waitingSchema = personSchema
  .pick({ arrivalId: true, checkpoint: true, arrivedMs: true, forgetAtMs: true, troubles: true, linkKeys: true, verdict: true })
  .extend({ ref: z.string(), prefecture: z.string(), incidentId: z.string().optional() })
export type Waiting = z.infer<typeof waitingSchema>

/** Another reference that may be the same person. */
export const linkedSchema = z.strictObject({ ref: z.string(), forgetAtMs: z.number() })
export type Linked = z.infer<typeof linkedSchema>
