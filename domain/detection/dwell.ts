import * as z from 'zod'

/** A stay: since when, and when it was last seen (epoch ms). */
export const dwellSchema = z.strictObject({ sinceMs: z.number(), seenMs: z.number() })
export type Dwell = z.infer<typeof dwellSchema>

/** The stay after one look; an absence of up to `gapMs` does not end it, and a look that arrives late does not shorten it. */
export function dwellAfter(dwell: Dwell | undefined, atMs: number, present: boolean, gapMs: number): Dwell | undefined {
  const goesOn = dwell && atMs - dwell.seenMs <= gapMs
  if (!present) return goesOn ? dwell : undefined
  if (!goesOn) return { sinceMs: atMs, seenMs: atMs }
  // A stay that begins late joins only when the gap between them is short enough to be one stay.
  const sinceMs = dwell.sinceMs - atMs <= gapMs ? Math.min(dwell.sinceMs, atMs) : dwell.sinceMs
  return { sinceMs, seenMs: Math.max(dwell.seenMs, atMs) }
}

/** How long it has been seen to last, ms: the time since it was last seen does not count. */
export function dwellMs(dwell: Dwell | undefined): number {
  return dwell ? dwell.seenMs - dwell.sinceMs : 0
}
