import * as z from 'zod'

/** All lists of one prefecture within reach. Entries repeat from list to list, so each is kept once, with its runs. */
export const listHistorySchema = z.strictObject({
  /** Complete lists, oldest first: the hour (epoch ms), and every hash that was published for it. */
  lists: z.array(z.tuple([z.number(), z.array(z.string())])),
  /** `level|scope|text` → its unbroken runs: the first and the last list that has the entry, epoch ms. */
  entries: z.record(z.string(), z.array(z.tuple([z.number(), z.number()]))),
  counties: z.array(z.string()),
  /** Lists that are not complete yet: `time|hash` → part → its entries. */
  pending: z.record(z.string(), z.record(z.number(), z.array(z.string()))),
})
export type ListHistory = z.infer<typeof listHistorySchema>
