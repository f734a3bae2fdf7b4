import { dwellAfter, dwellMs } from '#domain/detection/dwell.ts'
import { type Level, levels, type Spot } from '#scenarios/anti-drowning/memory.ts'
import type { AntiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import {
  confirmedAround,
  confirmedUpTo,
  countFrame,
  firstPresent,
  lookMs,
  mostSince,
  recent,
} from '#scenarios/anti-drowning/spot/head-count.ts'
import type { Occupancy } from '#scenarios/anti-drowning/spot/zones.ts'

type Presence = AntiDrowningLimits['presence']

/** What one frame shows of a spot: people in each part, and how many were followed out of the water onto land. */
export type Sight = { atMs: number; device: string; occupancy: Occupancy; cameOut: number }

/** People who go in within this time go in together. */
const togetherMs = 2_000
/** A swimmer may be hidden from single looks this long without being missed. */
const glanceMs = 1_000

/** The spot after one frame of one of its cameras; `undefined` when nobody is and nobody was there. */
export function afterSight(spot: Spot | undefined, sight: Sight, { presence }: AntiDrowningLimits): Spot | undefined {
  const { atMs, occupancy } = sight
  const land = occupancy.strip + occupancy.edge
  const people = land + occupancy.water
  if (people === 0 && !spot) return undefined
  const before = spot ?? emptySpot(atMs, sight.device)
  const next: Spot = {
    ...before,
    counts: {
      anywhere: countFrame(before.counts.anywhere, atMs, people),
      land: countFrame(before.counts.land, atMs, land),
      edge: countFrame(before.counts.edge, atMs, occupancy.edge),
      water: countFrame(before.counts.water, atMs, occupancy.water),
    },
    seenMs: people > 0 ? Math.max(before.seenMs, atMs) : before.seenMs,
    landSeenMs: land > 0 ? Math.max(before.landSeenMs, atMs) : before.landSeenMs,
    device: people > 0 ? sight.device : before.device,
  }
  standAtEdge(next, sight, presence)
  enterWater(next, sight, presence)
  comeOut(next, sight, presence)
  return judged(next, atMs, people > 0 && confirmedAround(next.counts.anywhere, atMs, presence) > 0, presence)
}

/** What is kept of a spot between two messages. */
export function restingSpot(spot: Spot): Spot {
  const { anywhere, land, edge, water } = spot.counts
  return { ...spot, counts: { anywhere: recent(anywhere), land: recent(land), edge: recent(edge), water: recent(water) } }
}

/** Somebody went in and is not seen any more, neither there nor coming out: time is what counts now. */
export function isMissing({ inWater }: Spot): boolean {
  return inWater > 0
}

/** When somebody who is believed to be in the water has not been seen for too long. */
export function submergedAtMs({ waterSeenMs }: Spot, { presence }: AntiDrowningLimits): number {
  return waterSeenMs + presence.submergedSeconds * 1000
}

/** Nobody has been seen for the exit time, and nobody is missing in the water. */
export function hasLeft(spot: Spot, nowMs: number, { presence }: AntiDrowningLimits): boolean {
  return !isMissing(spot) && nowMs - spot.seenMs >= presence.exitSeconds * 1000
}

export function isGraver(a: Level, b: Level | undefined): boolean {
  return b === undefined || levels.indexOf(a) > levels.indexOf(b)
}

function standAtEdge(next: Spot, { atMs, occupancy }: Sight, presence: Presence): void {
  const confirmed = occupancy.edge > 0 && confirmedAround(next.counts.edge, atMs, presence) > 0
  const gapMs = presence.exitSeconds * 1000
  if (confirmed && !next.edge) next.edge = dwellAfter(undefined, firstPresent(next.counts.edge, atMs, presence), true, gapMs)
  const edge = dwellAfter(next.edge, atMs, confirmed, gapMs)
  if (edge) next.edge = edge
  else delete next.edge
}

/** A second person who goes in after the first is a rescuer in danger, or company for a swimmer who was warned. */
function enterWater(next: Spot, { atMs, occupancy }: Sight, presence: Presence): void {
  const confirmed = occupancy.water > 0 ? confirmedAround(next.counts.water, atMs, presence) : 0
  const moreThanEver = confirmed > next.swimmers
  if (moreThanEver) {
    if (next.swimmers > 0 && next.waterSinceMs !== undefined && atMs - next.waterSinceMs > togetherMs) next.whyCritical = 'second-person'
    next.swimmers = confirmed
  }
  if (confirmed > 0) next.waterSinceMs ??= firstPresent(next.counts.water, atMs, presence)
  // News from before the last look at the water, or of somebody after whom people were seen on land, is an alarm but nobody missing now.
  const isNews = moreThanEver || atMs >= next.waterSeenMs
  if (isNews && confirmed > next.inWater && atMs >= next.landSeenMs - presence.exitSeconds * 1000) next.inWater = confirmed
  if (next.inWater > 0 && occupancy.water >= next.inWater && atMs >= next.waterSeenMs) {
    next.waterSeenMs = atMs
    next.landBase = confirmedUpTo(next.counts.land, atMs, presence)
  }
}

/**
 * Takes those out of the account who were followed onto land, or who are one more on land right after one less was seen in the
 * water. People who stood there all the time, and people who come later, do not count: a bystander is no proof that a swimmer is safe.
 * Nor is a late message: nobody came out before they were last seen in there.
 */
function comeOut(next: Spot, { atMs, cameOut }: Sight, presence: Presence): void {
  if (atMs < next.waterSeenMs) return
  if (cameOut > 0) {
    next.inWater = Math.max(0, next.inWater - cameOut)
    next.landBase += cameOut
  }
  const visible = mostSince(next.counts.water, atMs - glanceMs)
  if (next.inWater <= visible || atMs - next.waterSeenMs > presence.exitSeconds * 1000) return
  const more = Math.min(confirmedUpTo(next.counts.land, atMs, presence) - next.landBase, next.inWater - visible)
  if (more <= 0) return
  next.inWater -= more
  next.landBase += more
}

function judged(spot: Spot, atMs: number, anybody: boolean, presence: Presence): Spot {
  const level = levelOf(spot, atMs, anybody, presence)
  return level && isGraver(level, spot.level) ? { ...spot, level } : spot
}

function levelOf({ whyCritical, waterSinceMs, edge }: Spot, atMs: number, anybody: boolean, presence: Presence): Level | undefined {
  if (whyCritical !== undefined) return 'critical'
  // The last look stands for its own time, too: whoever was seen at 2.9 s has stayed three seconds.
  const edgeSeconds = edge ? (dwellMs(edge) + Math.min(lookMs, Math.max(0, atMs - edge.seenMs))) / 1000 : -1
  if (waterSinceMs !== undefined || edgeSeconds >= presence.edgeAlarmSeconds) return 'alarm'
  if (edgeSeconds >= presence.edgeWarningSeconds) return 'warning'
  return anybody ? 'notice' : undefined
}

function emptySpot(atMs: number, device: string): Spot {
  return {
    counts: { anywhere: [], land: [], edge: [], water: [] },
    sinceMs: atMs,
    seenMs: atMs,
    landSeenMs: 0,
    swimmers: 0,
    inWater: 0,
    waterSeenMs: 0,
    landBase: 0,
    device,
    callOuts: { count: 0, acknowledged: 0, lastMs: {} },
  }
}
