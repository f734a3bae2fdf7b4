import type { Sighting } from '#scenarios/epidemic-control/memory/people.ts'
export type CompanionRules = { togetherMinutes: number; presenceHours: number; withinDays: number }

/** 800 m × 800 m, ten minutes, thirty hours in fourteen days: the figures of the announcements of 2021. There was no official definition. */
export const companionDefaults: CompanionRules = {
  togetherMinutes: 10,
  presenceHours: 30,
  withinDays: 14,
}

export type Companions = { a: string; b: string; togetherMinutes: number }

/**
 * Pairs who were long enough in one cell at one time, one of whom was in that cell for many hours. A hint that fades, never a
 * reason for red: the grid parts neighbours and joins strangers behind walls.
 */
export function findCompanions(sightings: readonly Sighting[], rules = companionDefaults): Companions[] {
  const newestMs = Math.max(...sightings.map(({ toMs }) => toMs))
  const recent = sightings.filter(({ toMs }) => toMs >= newestMs - rules.withinDays * 86_400_000)
  const cells = groupedBy(recent, ({ cell }) => cell)
  const minutes = new Map<string, Companions>()
  for (const inside of cells.values()) {
    const presence = presenceHours(inside)
    for (const { a, b, togetherMinutes } of meetings(inside)) {
      if (togetherMinutes < rules.togetherMinutes) continue
      if (Math.max(presence.get(a) ?? 0, presence.get(b) ?? 0) < rules.presenceHours) continue
      const known = minutes.get(`${a}|${b}`)
      minutes.set(`${a}|${b}`, { a, b, togetherMinutes: Math.max(togetherMinutes, known?.togetherMinutes ?? 0) })
    }
  }
  return [...minutes.values()]
}

/** Everybody who shared a time in the cell, with the longest of their meetings. */
function meetings(inside: Sighting[]): Companions[] {
  const ordered = [...inside].sort((a, b) => a.fromMs - b.fromMs)
  const open: Sighting[] = []
  const found: Companions[] = []
  for (const sighting of ordered) {
    open.splice(0, open.length, ...open.filter(({ toMs }) => toMs > sighting.fromMs))
    for (const other of open.filter(({ ref }) => ref !== sighting.ref)) {
      const [a, b] = [sighting.ref, other.ref].sort() as [string, string]
      found.push({ a, b, togetherMinutes: (Math.min(sighting.toMs, other.toMs) - sighting.fromMs) / 60_000 })
    }
    open.push(sighting)
  }
  return found
}

/** Hours of each reference in the cell; overlapping sightings of one reference count once. */
function presenceHours(inside: Sighting[]): Map<string, number> {
  const hours = new Map<string, number>()
  for (const [ref, sightings] of groupedBy(inside, ({ ref }) => ref)) {
    let coveredMs = Number.NEGATIVE_INFINITY
    let totalMs = 0
    for (const { fromMs, toMs } of [...sightings].sort((a, b) => a.fromMs - b.fromMs)) {
      totalMs += Math.max(0, toMs - Math.max(fromMs, coveredMs))
      coveredMs = Math.max(coveredMs, toMs)
    }
    hours.set(ref, totalMs / 3_600_000)
  }
  return hours
}

function groupedBy(sightings: readonly Sighting[], keyOf: (sighting: Sighting) => string): Map<string, Sighting[]> {
  const groups = new Map<string, Sighting[]>()
  for (const sighting of sightings) {
    const group = groups.get(keyOf(sighting))
    if (group) group.push(sighting)
    else groups.set(keyOf(sighting), [sighting])
  }
  return groups
}
