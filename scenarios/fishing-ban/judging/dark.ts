import type { PackedFix } from '#scenarios/fishing-ban/memory.ts'
import type { DarkLimits } from '#scenarios/fishing-ban/schema.ts'

/** How long a track may be silent: so many times its usual interval, and never less than some minutes. */
export function silenceMs(fixes: readonly PackedFix[], { intervals, leastMinutes }: DarkLimits): number {
  const gaps = fixes.slice(1).map(([atSeconds], index) => atSeconds - (fixes[index]?.[0] ?? atSeconds))
  gaps.sort((a, b) => a - b)
  const usualSeconds = gaps[gaps.length >> 1] ?? 0
  return Math.max(leastMinutes * 60_000, intervals * usualSeconds * 1000)
}

/**
 * What a silence means. A vessel is dark only when the receiver hears others since; when it hears nobody, it is the receiver
 * that is silent, and that is device-health's to say. One that lay still may have been switched off with its engine.
 */
export function judgeSilence(silence: {
  seenMs: number
  limitMs: number
  nowMs: number
  othersHeardMs: number
  wasMoving: boolean
}): 'not-silent' | 'dark' | 'unclear' {
  const { seenMs, limitMs, nowMs, othersHeardMs, wasMoving } = silence
  if (nowMs - seenMs < limitMs) return 'not-silent'
  return wasMoving && othersHeardMs >= seenMs + limitMs / 2 ? 'dark' : 'unclear'
}
