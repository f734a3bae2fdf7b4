import { isObject } from '#domain/entries.ts'
import type { Actor } from '#domain/incident/incident.ts'

/** One decision on a scenario's limits. It can only be appended; version 0 is what the county's file says. */
export type LimitsVersion = {
  /** From 1, without gaps. */
  number: number
  /** All that differs from the county's file, by name. */
  overrides: Record<string, unknown>
  reason: string
  author: Actor
  decidedAtMs: number
  /** Messages that the server received from this moment on are judged by it. */
  effectiveFromMs: number
  /** The version whose content it brings back. */
  restores?: number
}

/**
 * A decision takes effect no sooner than this after it was made. It is longer than any worker may go without asking for new
 * versions, so that all of them judge a message alike, at once or on a replay, and nothing that was judged can change.
 */
export const shortestNoticeMs = 60_000

/** The number in force at a moment: the newest decision that had taken effect by then. A newer one also replaces one still to come. */
export function numberInForce(versions: readonly Pick<LimitsVersion, 'number' | 'effectiveFromMs'>[], atMs: number): number {
  return versions.findLast(({ effectiveFromMs }) => effectiveFromMs <= atMs)?.number ?? 0
}

export type Difference = { path: string; before?: unknown; after?: unknown }

/** Where two sets of limits differ, by path; lists are compared whole. */
export function differences(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((name) => differences(before[name], after[name], [...path, name]))
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  return [{ path: path.join('.'), ...(before !== undefined && { before }), ...(after !== undefined && { after }) }]
}
