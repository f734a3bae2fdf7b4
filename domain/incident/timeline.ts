import { canonicalJson, sha256 } from '#domain/digest.ts'
import type { Actor, Incident } from '#domain/incident/incident.ts'

/** One line of the case file. It can only be appended: each entry carries the hash of the one before it. */
export type TimelineEntry = {
  incidentId: string
  /** From 1, without gaps. */
  sequence: number
  atMs: number
  actor: Actor
  action: string
  detail: Record<string, unknown>
  previousHash: string
  hash: string
}

/** The hash before the first entry. */
export const timelineStart = '0'.repeat(64)

/** SHA-256 over the canonical JSON of everything in the entry but its own hash. */
export function entryHash(entry: Omit<TimelineEntry, 'hash'>): string {
  const { incidentId, sequence, atMs, actor, action, detail, previousHash } = entry
  return sha256(canonicalJson({ incidentId, sequence, atMs, actor, action, detail, previousHash }))
}

/** The incident with one more entry in its timeline, one revision further, never earlier than before. */
export function record(
  incident: Incident,
  what: { action: string; detail: Record<string, unknown>; actor: Actor; atMs: number },
): { incident: Incident; entry: TimelineEntry } {
  const unsealed = {
    incidentId: incident.id,
    sequence: incident.timeline.length + 1,
    atMs: Math.max(what.atMs, incident.updatedAtMs),
    actor: what.actor,
    action: what.action,
    detail: what.detail,
    previousHash: incident.timeline.hash,
  }
  const entry = { ...unsealed, hash: entryHash(unsealed) }
  const next = {
    ...incident,
    updatedAtMs: entry.atMs,
    revision: incident.revision + 1,
    timeline: { length: entry.sequence, hash: entry.hash },
  }
  return { incident: next, entry }
}

/** The first entry that does not follow from the one before, or `undefined` when the chain is whole. */
export function firstBrokenEntry(entries: TimelineEntry[]): TimelineEntry | undefined {
  let previousHash = timelineStart
  for (const [index, entry] of entries.entries()) {
    if (entry.sequence !== index + 1 || entry.previousHash !== previousHash || entryHash(entry) !== entry.hash) return entry
    previousHash = entry.hash
  }
  return undefined
}
