import type { Observation, Wake } from '#domain/observation/observation.ts'

/** Where, by what and when something was seen. `nowMs` is the server's time. */
export type FindingContext = { home?: string; where: string; device: string; atMs: number; nowMs: number }

/** The context of a message, or of a timer that was set for a device. */
export function findingContextOf(seen: Observation | Wake, device: string): FindingContext {
  const home = seen.key.startsWith('home:') ? seen.key.slice('home:'.length) : undefined
  const nowMs = 'receivedAtMs' in seen ? seen.receivedAtMs : seen.observedAtMs
  const context = { where: home ?? device, device, atMs: seen.observedAtMs, nowMs }
  return home ? { home, ...context } : context
}
