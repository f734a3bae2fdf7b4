import * as z from 'zod'

/** A value of one measuring point: when it was measured (epoch ms), and what, in the unit of its kind. */
export const sampleSchema = z.tuple([z.number(), z.number()]).readonly()
export type Sample = z.infer<typeof sampleSchema>
