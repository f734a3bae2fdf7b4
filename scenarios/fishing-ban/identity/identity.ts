import { discrepancyMiles, type Sailing } from '#scenarios/fishing-ban/identity/dead-reckoning.ts'
import type { IdentityLimits } from '#scenarios/fishing-ban/schema.ts'

/** A fix that a segment may hold, with how well it fitted when it joined. */
export type Fitted = Sailing & { fit?: number }
/** Fixes of what is taken for one vessel, oldest first (the last few are enough), and how many there ever were. */
export type Segment = { fixes: readonly Fitted[]; count: number }
/** How well a fix continues a segment, and how many of its last fixes it contradicts. */
export type Match = { fit: number; contradicts: number }

const hourMs = 3_600_000

/** How a fix would continue a segment; `undefined` when no vessel sails like that. */
export function matchOf({ fixes }: Segment, fix: Sailing, limits: IdentityLimits): Match | undefined {
  let best: Match | undefined
  let fitToBeat = 0
  for (let back = 0; back < Math.min(limits.lookback, fixes.length); back++) {
    const earlier = fixes[fixes.length - 1 - back]
    if (!earlier || fix.atMs - earlier.atMs > limits.maxGapHours * hourMs) break
    const fit = fitOf(earlier, fix, limits) * limits.lookbackFactor ** -back
    // Fixes in between are given up only for a better continuation than they were.
    if (fit > 0 && fit >= fitToBeat && (!best || fit > best.fit)) best = { fit, contradicts: back }
    fitToBeat = earlier.fit ?? 0
  }
  return best
}

function fitOf(earlier: Sailing, fix: Sailing, limits: IdentityLimits): number {
  const hours = (fix.atMs - earlier.atMs) / hourMs
  const allowedHours = (hours + limits.bufferMinutes / 60) / (1 + Math.sqrt(Math.max(0, hours) / limits.penaltyHours))
  const share = discrepancyMiles(earlier, fix, limits) / (allowedHours * limits.maxKnots)
  return share <= 1 ? Math.exp(-((limits.sharpness * share) ** 2)) / allowedHours ** 2 : 0
}

export type Choice = { type: 'new' } | { type: 'continues'; segment: number; match: Match } | { type: 'ambiguous'; segments: number[] }

/** Which of the open segments of one identity a fix belongs to: a short one must fit better, two alike leave it open. */
export function chooseSegment(segments: readonly Segment[], fix: Sailing, limits: IdentityLimits): Choice {
  const fitting = segments.flatMap((segment, index) => {
    const match = matchOf(segment, fix, limits)
    if (!match) return []
    return [{ index, match, weighted: match.fit * Math.sqrt(Math.min(1, segment.count / limits.shortSegment)) }]
  })
  const [best, ...others] = fitting.sort((a, b) => b.weighted - a.weighted)
  if (!best) return { type: 'new' }
  const alike = others.filter(({ weighted }) => weighted * limits.ambiguityFactor >= best.weighted)
  if (alike.length > 0) return { type: 'ambiguous', segments: [best, ...alike].map(({ index }) => index) }
  return { type: 'continues', segment: best.index, match: best.match }
}
