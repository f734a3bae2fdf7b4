import type { Raise } from '#domain/findings/finding.ts'
import type { Episode } from '#domain/incident/episodes.ts'
import type { WithheldDay } from '#domain/incident/withheld.ts'
import type { KnownEntries } from '#domain/scenario/known-messages.ts'

/** Everything one key (a device, a water, a forest …) remembers between two messages. Plain JSON, at most 400 KB. */
export type KeyMemory = {
  detector?: unknown
  /** Number of the schema of `detector`, which its scenario says; absent: the first. */
  detectorVersion?: number
  /** Newest observation time, epoch ms, that had an effect under this key. */
  newestMs: number
  /** Messages that had an effect and may still be repeated. */
  known: KnownEntries
  /** The incident that each subject's findings belong to. */
  episodes: Record<string, Episode>
  /** Timers that are armed (name → due at, epoch ms), each with its row among the deadlines. */
  timers: Record<string, number>
  /** What shelves hold back, by subject: it opens its incident when the shelf is over. */
  held?: Record<string, { raise: Raise; shelf: string }>
  /** Where the lines stand that doors list of this memory: name → list and place. */
  listed?: Record<string, [list: string, place: string]>
  /** What opened no incident today, and why. */
  withheld?: WithheldDay
}

export const emptyMemory: KeyMemory = { newestMs: 0, known: {}, episodes: {}, timers: {} }
