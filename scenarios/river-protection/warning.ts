/** None, and the three colours the system itself may give: red is a person's decision. */
export type Rank = 0 | 1 | 2 | 3
export const rankNames = { 1: 'blue', 2: 'yellow', 3: 'orange' } as const

/** What has been told of a station: since when, how grave, and who else has seen it. */
export type Warning = { onsetMs: number; rank: Rank; items: number; confirmedBy?: string; sampled?: true }

/** The warning a station deserves now: the graver of event and class, one step more when a second station confirms it. */
export function warningAfter(
  before: Warning | undefined,
  found: { rank: Rank; items: number; sampled: boolean },
  atMs: number,
): Warning | undefined {
  if (found.rank === 0) return undefined
  const sampled = found.sampled || before?.sampled === true
  return {
    ...before,
    onsetMs: before?.onsetMs ?? atMs,
    rank: Math.max(found.rank, before?.rank ?? 0) as Rank,
    items: Math.max(found.items, before?.items ?? 0),
    ...(sampled && { sampled }),
  }
}

/** A warning that a second station has confirmed: one colour up, at most orange. */
export function confirmed(warning: Warning, by: string): Warning {
  return { ...warning, confirmedBy: by, rank: Math.min(3, warning.rank + 1) as Rank }
}

/** Whether there is something new to tell. */
export function isNews(before: Warning | undefined, now: Warning): boolean {
  return now.rank !== before?.rank || now.items > before.items || now.sampled !== before.sampled || now.confirmedBy !== before.confirmedBy
}
