import type { Observation } from '#domain/observation/observation.ts'
import type { SensorKind } from '#scenarios/smart-community/channels.ts'
import type { Occasion } from '#scenarios/smart-community/findings.ts'
import type { Points } from '#scenarios/smart-community/points.ts'
import type { WatchedPlace } from '#scenarios/smart-community/watched-place.ts'

/** What one building or street remembers. */
export type CommunityMemory = {
  points: Points
  /** The last message of each sensor whose delay runs, so that time alone can finish the sentence. */
  waiting: Record<string, { kind: SensorKind; name: string; body: unknown }>
  /** Points that lately reached a level, first first. */
  recent: [atMs: number, device: string, channel: string, endangersLife: boolean][]
  places: Record<string, WatchedPlace>
  /** Channels that were told to be out of range. */
  faulty: string[]
  /** Pressed test buttons: counted, never dispatched. */
  tests: number
}

export const nothing: CommunityMemory = { points: {}, waiting: {}, recent: [], places: {}, faulty: [], tests: 0 }

/** Where and by what a message was sent. */
export function occasionOf(seen: Observation): Occasion {
  return { place: placeOf(seen.key), device: seen.device, name: seen.site.name, atMs: seen.observedAtMs }
}

/** Keys are `place:<areaId>`, or `device:<id>` for a sensor that stands for itself. */
export function placeOf(key: string): string {
  return key.startsWith('place:') ? key.slice('place:'.length) : key
}
