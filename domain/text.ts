import * as z from 'zod'

/** A sentence an operator reads, in both languages of the console. */
export type Text = { zh: string; en: string }

export const textSchema = z.strictObject({ zh: z.string(), en: z.string() })
