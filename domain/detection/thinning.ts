import type { Sample } from '#domain/detection/sample.ts'

export const samplesAtMost = 600
/** The newest are kept as they came. */
const newestKept = samplesAtMost / 2
/** The older ones lie in slots of the clock, at most two of them in each; the first and the last slot are cut by the window. */
const slots = newestKept / 2 - 2

/** The length of a slot of the older samples, ms: how sharp the far edge of a window is. */
export function slotMsOf(reachMs: number): number {
  return Math.max(1, Math.ceil(reachMs / slots))
}

/**
 * At most 600 of the samples (oldest first) that reach back over `reachMs`. The newest 300 stay as they came. Of the older, each
 * slot of `reachMs` / 148 keeps its lowest and its highest: what rises or breaks a run is found as it was, but the far edge of a
 * window is sharp to one slot. Where a rule takes a mean, each slot becomes one sample, its time-weighted mean: a mean stays what
 * it was but for the share that the slot at the far edge has of it. With the middle of three (`judged`) a low or a high of one slot alone may pass unseen.
 */
export function thinned(samples: Sample[], reachMs: number, keeps: 'extremes' | 'means', judged: readonly Sample[] = samples): Sample[] {
  if (samples.length <= samplesAtMost) return samples
  const slotMs = slotMsOf(reachMs)
  const exactFrom = samples.length - newestKept
  const kept: Sample[] = []
  for (let from = 0; from < exactFrom; ) {
    const slot = slotAt(samples, from, slotMs)
    let to = from + 1
    while (to < exactFrom && slotAt(samples, to, slotMs) === slot) to++
    kept.push(...(keeps === 'means' ? [meanOf(samples, from, to)] : extremesOf(samples, judged, from, to)))
    from = to
  }
  return [...kept, ...samples.slice(exactFrom)]
}

function slotAt(samples: readonly Sample[], index: number, slotMs: number): number {
  return Math.floor((samples[index]?.[0] ?? 0) / slotMs)
}

/** Each value holds until the next sample, also the one after the slot. */
function meanOf(samples: readonly Sample[], from: number, to: number): Sample {
  const [fromMs, first] = samples[from] ?? [0, 0]
  const untilMs = samples[to]?.[0] ?? fromMs
  if (to === from + 1 || untilMs <= fromMs) return [fromMs, first]
  let sum = 0
  for (let index = from; index < to; index++) {
    const [atMs, value] = samples[index] ?? [untilMs, 0]
    sum += value * ((samples[index + 1]?.[0] ?? untilMs) - atMs)
  }
  return [fromMs, sum / (untilMs - fromMs)]
}

/** The lowest and the highest as they are judged; of equals the one that is least unlike its neighbours, then the latest. */
function extremesOf(samples: readonly Sample[], judged: readonly Sample[], from: number, to: number): Sample[] {
  if (to - from <= 2) return samples.slice(from, to)
  const valueAt = (index: number) => judged[index]?.[1] ?? 0
  const oddness = (index: number) => Math.abs((samples[index]?.[1] ?? 0) - valueAt(index))
  let [low, high] = [from, from]
  for (let index = from + 1; index < to; index++) {
    const [below, above] = [valueAt(index) - valueAt(low), valueAt(index) - valueAt(high)]
    if (below < 0 || (below === 0 && oddness(index) <= oddness(low))) low = index
    if (above > 0 || (above === 0 && oddness(index) <= oddness(high))) high = index
  }
  const [first, second] = [Math.min(low, high), Math.max(low, high)]
  return first === second ? samples.slice(first, first + 1) : [...samples.slice(first, first + 1), ...samples.slice(second, second + 1)]
}
