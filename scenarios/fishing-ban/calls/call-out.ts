import { type Order, orderCall } from '#domain/detection/call-out.ts'
import type { DeviceId } from '#domain/observation/device.ts'
import type { Track } from '#scenarios/fishing-ban/memory.ts'
import type { FishingBanLimits } from '#scenarios/fishing-ban/schema.ts'

/**
 * The next call to a vessel at level orange: not too often, and not too many. `key` is the memory, so that the answer of a
 * loudspeaker, which watches the water for others too, finds back to it.
 */
export function callOut(key: string, id: string, track: Track, nowMs: number, limits: FishingBanLimits): { track: Track; order?: Order } {
  const { message, repeatSeconds, atMost } = limits.callOut
  const { count, lastMs, acknowledged } = track.calls ?? { count: 0, lastMs: Number.NEGATIVE_INFINITY, acknowledged: 0 }
  if (count >= atMost || nowMs - lastMs < repeatSeconds * 1000) return { track }
  const step = count + 1
  const sinceMs = track.settled.border?.sinceMs ?? nowMs
  const order = orderCall({ subject: `${key}/${id}`, sinceMs, step, message }, speakersFor(track, step, limits), nowMs, limits.callOut)
  return order ? { track: { ...track, calls: { count: step, lastMs: nowMs, acknowledged: acknowledged ?? 0 } }, order } : { track }
}

/** A water is longer than one loudspeaker carries: each further call begins at the next one, and goes round until one answers. */
export function speakersFor({ water }: Track, step: number, { speakers }: FishingBanLimits): DeviceId[] {
  const all = speakers[water] ?? []
  const first = all.length === 0 ? 0 : (step - 1) % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}

/** The vessel that an order of this memory was given to. */
export function calledVessel(key: string, subject: string): string {
  return subject.slice(key.length + 1)
}

/** The memory that an order was given by, if its id is one of ours. */
export function callingMemory(commandId: string | undefined): string | undefined {
  return /^((?:water|device):[^/]+)\//.exec(commandId ?? '')?.[1]
}
