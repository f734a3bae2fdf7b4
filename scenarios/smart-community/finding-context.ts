import type { Observation } from '#domain/observation/observation.ts'

/** What every finding of one message has in common. */
export type FindingContext = { place: string; device: string; name: string; atMs: number }

/** Where and by what a message was sent. */
export function findingContextOf(seen: Observation): FindingContext {
  return { place: placeOf(seen.key), device: seen.device, name: seen.site.name, atMs: seen.observedAtMs }
}

/** Keys are `place:<areaId>`, or `device:<id>` for a sensor that stands for itself. */
export function placeOf(key: string): string {
  return key.startsWith('place:') ? key.slice('place:'.length) : key
}
