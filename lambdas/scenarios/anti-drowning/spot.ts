import { type Looks, look, sustained } from '#domain/detection/window.ts'
import type { AntiDrowningLimits } from '#lambdas/scenarios/anti-drowning/schema.ts'
import type { Occupancy } from '#lambdas/scenarios/anti-drowning/zones.ts'

export const levels = ['notice', 'warning', 'alarm', 'critical'] as const
export type Level = (typeof levels)[number]

/** A guarded spot at the water, judged by who occupies which part of it, never by who is who. Times are epoch ms. */
export type Spot = {
  looks: { any: Looks; edge: Looks; water: Looks }
  /** When somebody was first and last confirmed at the spot, at its edge, in the water. */
  sinceMs: number
  seenMs: number
  edgeSinceMs?: number
  edgeSeenMs?: number
  waterSinceMs?: number
  waterSeenMs?: number
  /** When somebody was last seen on land. */
  landSeenMs: number
  /** When the duty desk was last told. */
  toldMs: number
  /** Most people confirmed in the water at once when the first one went in, and now. */
  swimmers: number
  level?: Level
  whyCritical?: 'submerged' | 'second-person'
  callOuts: { count: number; lastMs: number; acknowledged: number }
}

/** The spot after one frame of one of its cameras; `undefined` when nobody is and nobody was there. */
export function afterOccupancy(
  spot: Spot | undefined,
  atMs: number,
  occupancy: Occupancy,
  { presence }: AntiDrowningLimits,
): Spot | undefined {
  const people = occupancy.strip + occupancy.edge + occupancy.water
  if (people === 0 && !spot) return undefined
  const before = spot ?? emptySpot(atMs)
  const looks = {
    any: look(before.looks.any, atMs, people > 0, presence.looks),
    edge: look(before.looks.edge, atMs, occupancy.edge > 0, presence.looks),
    water: look(before.looks.water, atMs, occupancy.water > 0, presence.looks),
  }
  const held = (some: Looks) => sustained(some, presence.confirm, presence.withinSeconds * 1000)
  const latest = (wasMs: number, count: number) => (count > 0 ? Math.max(wasMs, atMs) : wasMs)
  const next: Spot = {
    ...before,
    looks,
    seenMs: latest(before.seenMs, people),
    landSeenMs: latest(before.landSeenMs, occupancy.strip + occupancy.edge),
  }
  if (next.waterSeenMs !== undefined) next.waterSeenMs = latest(next.waterSeenMs, occupancy.water)
  if (held(looks.edge) && occupancy.edge > 0)
    Object.assign(next, { edgeSinceMs: before.edgeSinceMs ?? firstPresent(looks.edge), edgeSeenMs: atMs })
  if (held(looks.water) && occupancy.water > 0) enterWater(next, atMs, occupancy.water, looks.water)
  if (next.edgeSeenMs !== undefined && atMs - next.edgeSeenMs > presence.exitSeconds * 1000)
    Object.assign(next, { edgeSinceMs: undefined, edgeSeenMs: undefined })
  return judged(next, atMs, held(looks.any), presence)
}

/** Somebody went in and nobody has been seen since, neither there nor leaving: time is what counts now. */
export function isSubmerged(spot: Spot, nowMs: number, { presence }: AntiDrowningLimits): boolean {
  return wentUnder(spot) && nowMs - (spot.waterSeenMs ?? 0) >= presence.submergedSeconds * 1000
}

/** Last seen in the water: whoever was seen on land afterwards has come out. */
export function wentUnder({ waterSeenMs, landSeenMs }: Spot): boolean {
  return waterSeenMs !== undefined && waterSeenMs >= landSeenMs
}

/** Nobody has been seen for the exit time, and nobody is missing in the water. */
export function hasLeft(spot: Spot, nowMs: number, { presence }: AntiDrowningLimits): boolean {
  return !wentUnder(spot) && nowMs - spot.seenMs >= presence.exitSeconds * 1000
}

export function isGraver(a: Level, b: Level | undefined): boolean {
  return b === undefined || levels.indexOf(a) > levels.indexOf(b)
}

function judged(spot: Spot, atMs: number, anybody: boolean, presence: AntiDrowningLimits['presence']): Spot {
  const edgeMs = spot.edgeSinceMs === undefined ? -1 : atMs - spot.edgeSinceMs
  const level: Level | undefined =
    spot.whyCritical !== undefined
      ? 'critical'
      : spot.waterSinceMs !== undefined || edgeMs >= presence.edgeAlarmSeconds * 1000
        ? 'alarm'
        : edgeMs >= presence.edgeWarningSeconds * 1000
          ? 'warning'
          : anybody
            ? 'notice'
            : undefined
  return level && isGraver(level, spot.level) ? { ...spot, level } : spot
}

/** A second person who goes in after the first is a rescuer in danger, or company for a swimmer who was warned. */
function enterWater(spot: Spot, atMs: number, swimmers: number, looks: Looks): void {
  if (spot.waterSinceMs !== undefined && spot.swimmers > 0 && swimmers > spot.swimmers && atMs - spot.waterSinceMs > 2_000)
    spot.whyCritical = 'second-person'
  spot.waterSinceMs ??= firstPresent(looks)
  spot.waterSeenMs = atMs
  spot.swimmers = Math.max(spot.swimmers, swimmers)
}

function firstPresent(looks: Looks): number {
  return looks.find(([, present]) => present)?.[0] ?? 0
}

function emptySpot(atMs: number): Spot {
  return {
    looks: { any: [], edge: [], water: [] },
    sinceMs: atMs,
    seenMs: atMs,
    landSeenMs: 0,
    toldMs: 0,
    swimmers: 0,
    callOuts: { count: 0, lastMs: 0, acknowledged: 0 },
  }
}
