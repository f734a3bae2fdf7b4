/** What is written down of "heard" is at most this share of the permitted silence old, so a healthy device costs few writes. */
export const sampledShare = 1 / 5
/** Declared a little after the permitted silence, before the promised 10 % are over. */
const declaredAfterShare = 1.08
/** What is due later than a queue can wait is found by the sweep, which comes once a minute and takes some seconds. */
const [longestTimerMs, sweepMs] = [900_000, 65_000]

/** When somebody who was last heard at a moment is to be declared silent, so that it is reported within the permitted silence and 10 %. */
export function silentAtMs(heardAtMs: number, silenceMs: number): number {
  const afterMs = Math.round(silenceMs * declaredAfterShare)
  return heardAtMs + (afterMs <= longestTimerMs ? afterMs : Math.min(afterMs, Math.round(silenceMs * 1.1) - sweepMs))
}
