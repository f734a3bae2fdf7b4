import type { PackedFix } from '#scenarios/fishing-ban/memory.ts'
import type { FixLimits } from '#scenarios/fishing-ban/schema.ts'

/** One fix of a track. */
export type Fix = { atMs: number; lat: number; lon: number; sogKn?: number | undefined; cogDeg?: number | undefined; isClosed: boolean }

export function packFix({ atMs, lat, lon, sogKn, cogDeg, isClosed }: Fix): PackedFix {
  const or = (value: number | undefined, scale: number) => (value === undefined ? -1 : Math.round(value * scale))
  return [Math.round(atMs / 1000), Math.round(lat * 1e5), Math.round(lon * 1e5), or(sogKn, 10), or(cogDeg, 1), isClosed ? 1 : 0]
}

export function unpackFix([atSeconds, lat, lon, sog, cog, closed]: PackedFix): Fix {
  const or = (value: number, scale: number) => (value < 0 ? undefined : value / scale)
  return { atMs: atSeconds * 1000, lat: lat / 1e5, lon: lon / 1e5, sogKn: or(sog, 10), cogDeg: or(cog, 1), isClosed: closed === 1 }
}

/**
 * The fixes with one more at its own time. Each slot keeps its earliest fix, so that the order of arrival makes no difference;
 * the very same list comes back for a repetition, for more of what is known, and for what is older than `settledMs`.
 */
export function joinFix(fixes: PackedFix[], fix: PackedFix, settledMs: number, { slotSeconds }: FixLimits): PackedFix[] {
  const slotOf = ([atSeconds]: PackedFix) => Math.floor(atSeconds / slotSeconds)
  if (fix[0] * 1000 <= settledMs) return fixes
  const rival = fixes.find((other) => slotOf(other) === slotOf(fix))
  if (rival && (rival[0] <= fix[0] || rival[0] * 1000 <= settledMs)) return fixes
  return [...fixes.filter((other) => other !== rival), fix].sort((a, b) => a[0] - b[0])
}
