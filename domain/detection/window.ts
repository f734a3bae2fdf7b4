/** The last looks, oldest first: when (epoch ms) and whether it was there. */
export type Looks = [atMs: number, present: boolean][]

/** A look joins at its own time, so that neighbours which changed places on the way count the same; only the newest `size` stay. */
export function look(looks: Looks, atMs: number, present: boolean, size: number): Looks {
  const joined: Looks = [...looks, [atMs, present]]
  joined.sort((a, b) => a[0] - b[0])
  return joined.slice(-size)
}

/** Sustained presence: at least `k` of the looks no older than `withinMs` before the newest show it. */
export function sustained(looks: Looks, k: number, withinMs: number): boolean {
  const newestMs = looks.at(-1)?.[0] ?? 0
  return looks.filter(([atMs, present]) => present && atMs >= newestMs - withinMs).length >= k
}

/** Whether any look shows it: an all-clear window need not be remembered. */
export function anyPresent(looks: Looks): boolean {
  return looks.some(([, present]) => present)
}

/** Whether a rule of `confirm` in `looks` can ever be met: with more demanded than are kept nothing would be confirmed. */
export function canConfirm({ looks, confirm }: { looks: number; confirm: number }): boolean {
  return confirm <= looks
}
/** What limits are told that never could. */
export const neverConfirms = { path: ['confirm'], message: 'cannot be more than looks' }
