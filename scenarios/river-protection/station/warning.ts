import type { Rank, Warning } from '#scenarios/river-protection/memory.ts'
export const rankNames = { 1: 'blue', 2: 'yellow', 3: 'orange' } as const

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
    rank: graver(found.rank, before?.rank ?? 0),
    items: Math.max(found.items, before?.items ?? 0),
    ...(sampled && { sampled }),
  }
}

/** A warning that a second station has confirmed: one colour up, at most orange. */
export function confirmed(warning: Warning, by: string): Warning {
  return { ...warning, confirmedBy: by, rank: warning.rank === 0 ? 1 : warning.rank === 1 ? 2 : 3 }
}

/** Whether there is something new to report. */
export function isNews(before: Warning | undefined, now: Warning): boolean {
  return now.rank !== before?.rank || now.items > before.items || now.sampled !== before.sampled || now.confirmedBy !== before.confirmedBy
}

/** The graver of two. */
export function graver(a: Rank, b: Rank): Rank {
  return a > b ? a : b
}
