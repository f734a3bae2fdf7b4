/** A device clock within this of the county's is right enough; the transport may well take that long. */
const toleratedMs = 5_000
/** A longer way is believed only slowly: one delayed message says nothing about the clock. */
const creep = 0.01
/** Differences below this are the network's and not worth a write. */
const worthMs = 250

/**
 * By how much a camera's clock is behind the county's, ms, from the quickest delivery seen (the least of received − observed,
 * as NTP's clock filter has it). `undefined`: not known yet.
 */
export function lagAfter(lagMs: number | undefined, sampleMs: number, elapsedMs: number): number {
  if (lagMs === undefined) return sampleMs
  const next = Math.min(sampleMs, lagMs + creep * Math.max(0, elapsedMs))
  return Math.abs(next - lagMs) < worthMs ? lagMs : next
}

/**
 * What to add to a camera's times so that they can be compared with timers and with other cameras. Deadlines run by the
 * county's clock: a camera four minutes ahead must not put off "not seen for fifteen seconds" by four minutes.
 */
export function correctionMs(lagMs: number | undefined): number {
  return lagMs === undefined || Math.abs(lagMs) <= toleratedMs ? 0 : Math.round(lagMs)
}
