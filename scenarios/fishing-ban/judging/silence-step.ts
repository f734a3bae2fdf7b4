import type { Wake } from '#domain/observation/observation.ts'
import { type Draft, forget, tell } from '#scenarios/fishing-ban/draft.ts'
import { othersHeardMs, seenMs, trackOf, withTrack } from '#scenarios/fishing-ban/fleet.ts'
import { judgeSilence, silenceMs } from '#scenarios/fishing-ban/judging/dark.ts'
import { judgementOf } from '#scenarios/fishing-ban/judging/level.ts'
import { conductNow } from '#scenarios/fishing-ban/track/track.ts'

/** Slower than this is lying still. */
const movingKn = 0.3

/** A vessel may have been silent for too long: gone dark while others are heard, gone for good, or nobody can say. */
export function onSilence(draft: Draft, { name, observedAtMs }: Wake): void {
  const id = name.slice('silent:'.length)
  const track = trackOf(draft.fleet, id)
  if (!track) return
  const { limits, fleet } = draft
  const conduct = conductNow(track, limits)
  const limitMs = silenceMs(track.fixes, limits.dark)
  const forgetAtMs = seenMs(track) + Math.max(limitMs, limits.dark.forgetMinutes * 60_000)
  if (observedAtMs >= forgetAtMs) return forget(draft, id, track, observedAtMs, 'lost')
  const silence = judgeSilence({
    seenMs: seenMs(track),
    limitMs,
    nowMs: observedAtMs,
    othersHeardMs: othersHeardMs(fleet, id),
    wasMoving: (conduct.medianKn ?? 0) > movingKn && conduct.border?.isInside === true,
  })
  if (silence === 'not-silent') return void draft.timers.push({ name, dueAtMs: seenMs(track) + limitMs })
  draft.timers.push({ name, dueAtMs: Math.min(forgetAtMs, observedAtMs + limitMs) })
  if (silence === 'unclear' || track.isDark) return
  draft.fleet = withTrack(fleet, id, { ...track, isDark: true })
  tell(draft, id, judgementOf('went-dark'), conduct, observedAtMs)
}
