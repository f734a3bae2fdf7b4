import type { DeviceCommand } from '#domain/detection/detector.ts'
import type { FishingBanLimits } from '#lambdas/scenarios/fishing-ban/schema.ts'
import type { Track } from '#lambdas/scenarios/fishing-ban/track.ts'

/** The next call to a vessel at level orange, over every loudspeaker of its water: not too often, and not too many. */
export function callOut(id: string, track: Track, nowMs: number, limits: FishingBanLimits): { track: Track; commands: DeviceCommand[] } {
  const { message, validSeconds, repeatSeconds, atMost } = limits.callOut
  const speakers = limits.speakers[track.water] ?? []
  const { count, lastMs } = track.calls ?? { count: 0, lastMs: Number.NEGATIVE_INFINITY }
  if (speakers.length === 0 || count >= atMost || nowMs - lastMs < repeatSeconds * 1000) return { track, commands: [] }
  const sinceMs = track.settled.border?.sinceMs ?? nowMs
  const commands = speakers.map((device, speaker) => ({
    // The same stay, step and loudspeaker give the same id, so that a replay calls nothing twice.
    id: `${track.water}/${id}/${sinceMs}/${count + 1}/${speaker}`.slice(0, 160),
    device,
    name: 'loudspeaker.play',
    parameters: { message },
    notAfterMs: nowMs + validSeconds * 1000,
  }))
  return { track: { ...track, calls: { count: count + 1, lastMs: nowMs } }, commands }
}
