import * as z from 'zod'

/** The last samples, oldest first: when (epoch ms) and whether it was there. */
export const presenceSamplesSchema = z.array(z.tuple([z.number(), z.boolean()]))
export type PresenceSamples = z.infer<typeof presenceSamplesSchema>

/** A sample joins at its own time, so that neighbours which changed places on the way count the same; only the newest `size` stay. */
export function withPresence(samples: PresenceSamples, atMs: number, present: boolean, size: number): PresenceSamples {
  const joined: PresenceSamples = [...samples, [atMs, present]]
  joined.sort((a, b) => a[0] - b[0])
  return joined.slice(-size)
}

/** Sustained presence: at least `k` of the samples no older than `withinMs` before the newest show it. */
export function sustained(samples: PresenceSamples, k: number, withinMs: number): boolean {
  const newestMs = samples.at(-1)?.[0] ?? 0
  return samples.filter(([atMs, present]) => present && atMs >= newestMs - withinMs).length >= k
}

/** Whether any look shows it: an all-clear window need not be remembered. */
export function anyPresent(samples: PresenceSamples): boolean {
  return samples.some(([, present]) => present)
}

/** Whether a rule of `confirm` in `looks` can ever be met: with more demanded than are kept nothing would be confirmed. */
export function canConfirm({ looks, confirm }: { looks: number; confirm: number }): boolean {
  return confirm <= looks
}
/** What limits are told that never could. */
export const neverConfirms = { path: ['confirm'], message: 'cannot be more than looks' }
