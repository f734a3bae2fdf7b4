import { distanceMetres } from '#domain/geo/distance.ts'
import type { Position } from '#domain/geo/position.ts'
import type { Meetings } from '#scenarios/fishing-ban/memory.ts'
import type { EncounterLimits } from '#scenarios/fishing-ban/schema.ts'

/** Where a vessel was last and how fast. */
export type Whereabouts = { id: string; atMs: number; lat: number; lon: number; kn: number | undefined }

const meetingsAtMost = 200
/** Between the two names of a pair. */
const separator = '\n'
/** A degree of latitude is longer than this everywhere. */
const metresPerDegree = 110_000

/** The meetings after one vessel's fix: who is near and slow goes on meeting it, who is not has parted from it. */
export function afterMeeting(meetings: Meetings, here: Whereabouts, near: readonly Whereabouts[], limits: EncounterLimits): Meetings {
  const together = near.filter((other) => areTogether(here, other, limits)).map(({ id }) => pairOf(here.id, id))
  const parted = Object.keys(meetings).filter((pair) => isIn(pair, here.id) && !together.includes(pair))
  if (together.length === 0 && parted.length === 0) return meetings
  const kept = Object.entries(meetings).filter(([pair]) => !parted.includes(pair))
  const now = together.map((pair): [string, [number, number]] => {
    const [sinceMs, seenMs] = meetings[pair] ?? [here.atMs, here.atMs]
    return [pair, [Math.min(sinceMs, here.atMs), Math.max(seenMs, here.atMs)]]
  })
  return bounded(Object.fromEntries([...kept, ...now]))
}

/** Near in place; whether they are slow and at the same time is another question. */
export function isNear(a: Position, b: Position, { withinM }: EncounterLimits): boolean {
  return Math.abs(a.lat - b.lat) * metresPerDegree <= withinM && distanceMetres(a, b) < withinM
}

/** The vessel with which this one has lain long enough, if there is one. */
export function partnerOf(meetings: Meetings, id: string, { minutes }: EncounterLimits): string | undefined {
  const pair = Object.entries(meetings).find(([names, [sinceMs, seenMs]]) => isIn(names, id) && seenMs - sinceMs >= minutes * 60_000)
  return pair?.[0].split(separator).find((name) => name !== id)
}

/** The meetings without those of a vessel that has gone. */
export function withoutVessel(meetings: Meetings, id: string): Meetings {
  const kept = Object.entries(meetings).filter(([pair]) => !isIn(pair, id))
  return kept.length === Object.keys(meetings).length ? meetings : Object.fromEntries(kept)
}

/** Slow enough to lie beside somebody. */
export function isSlow({ kn }: Whereabouts, { belowKn }: EncounterLimits): boolean {
  return kn !== undefined && kn < belowKn
}

function areTogether(a: Whereabouts, b: Whereabouts, limits: EncounterLimits): boolean {
  return isSlow(a, limits) && isSlow(b, limits) && Math.abs(a.atMs - b.atMs) <= limits.gapMinutes * 60_000
}

function pairOf(a: string, b: string): string {
  return [a, b].sort().join(separator)
}

function isIn(pair: string, id: string): boolean {
  return pair.split(separator).includes(id)
}

/** Of too many, the longest stay. */
function bounded(meetings: Meetings): Meetings {
  const all = Object.entries(meetings)
  if (all.length <= meetingsAtMost) return meetings
  return Object.fromEntries(all.sort(([, [a]], [, [b]]) => a - b).slice(0, meetingsAtMost))
}
