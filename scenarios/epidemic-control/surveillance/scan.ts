import { distanceMetres } from '#domain/geo/distance.ts'
import type { Position } from '#domain/geo/position.ts'
import type { Rng } from '#domain/ports.ts'
import { poissonCount } from '#scenarios/epidemic-control/surveillance/poisson.ts'

/** Counts and what was to be expected, by time (oldest first) and place. */
export type SpaceTime = { counts: readonly (readonly number[])[]; expected: readonly (readonly number[])[] }

/** The places and the last `duration` times in which most more was counted than expected. */
export type Cluster = { places: number[]; duration: number; score: number; observed: number; expected: number }

/** Each place with its 0 … k − 1 nearest neighbours; the same set of places counts once. */
export function nearestZones(places: readonly Position[], k: number): number[][] {
  const zones = new Map<string, number[]>()
  places.forEach((centre, at) => {
    const order = places
      .map((place, index) => ({ index, metres: index === at ? -1 : distanceMetres(centre, place) }))
      .sort((a, b) => a.metres - b.metres || a.index - b.index)
      .map(({ index }) => index)
    for (let size = 1; size <= Math.min(k, places.length); size++) {
      const zone = order.slice(0, size).sort((a, b) => a - b)
      zones.set(zone.join(','), zone)
    }
  })
  return [...zones.values()]
}

/** The strongest cluster that reaches to the newest time (expectation-based Poisson statistic, Neill 2005); none without an excess. */
export function mostLikelyCluster(data: SpaceTime, zones: readonly number[][], longest = data.counts.length): Cluster | undefined {
  const [counts, expected] = [sumsBack(data.counts, longest), sumsBack(data.expected, longest)]
  let best: Cluster | undefined
  for (const places of zones) {
    for (let duration = 1; duration <= counts.length; duration++) {
      const [observed, due] = [sumOver(counts[duration - 1], places), sumOver(expected[duration - 1], places)]
      const score = scoreOf(observed, due)
      if (score > (best?.score ?? 0)) best = { places, duration, score, observed, expected: due }
    }
  }
  return best
}

/**
 * How often chance alone makes as strong a cluster: rank of the score among `replicates` drawn from the expectation. Where that
 * is the mean of `baselineTimes` earlier counts it is drawn anew each time: taken for the truth, it makes alarms of its own error.
 * Whoever asks only whether it is at most `atMost` gets, when it is not, the first share above it that is certain.
 */
export function chanceOf(
  cluster: Cluster,
  data: SpaceTime,
  zones: readonly number[][],
  rng: Rng,
  { replicates = 999, longest = data.counts.length, baselineTimes, atMost = 1 }: ChanceOptions = {},
): number {
  const stated = sumsBack(data.expected, longest)
  let asStrong = 0
  for (let replicate = 0; replicate < replicates; replicate++) {
    const counts = data.expected.map((row) => row.map((mean) => poissonCount(mean, rng)))
    const expected = baselineTimes === undefined ? stated : sumsBack(estimatedAgain(data.expected, baselineTimes, rng), longest)
    if (reaches(cluster.score, sumsBack(counts, longest), expected, zones)) asStrong++
    if ((asStrong + 1) / (replicates + 1) > atMost) break
  }
  return (asStrong + 1) / (replicates + 1)
}

type ChanceOptions = { replicates?: number; longest?: number; baselineTimes?: number; atMost?: number }

/** Whether any zone scores as much, over any of the durations. */
function reaches(score: number, counts: readonly Float64Array[], expected: readonly Float64Array[], zones: readonly number[][]): boolean {
  return counts.some((row, at) => zones.some((places) => scoreOf(sumOver(row, places), sumOver(expected[at], places)) >= score))
}

function scoreOf(observed: number, due: number): number {
  return observed > due ? observed * Math.log(observed / due) + due - observed : 0
}

/** The expectation that another baseline of as many times would have given; the least of them stands for "hardly ever". */
function estimatedAgain(expected: SpaceTime['expected'], times: number, rng: Rng): number[][] {
  const least = Math.min(...(expected[0] ?? []))
  const drawn = (expected[0] ?? []).map((mean) => Math.max(least, poissonCount(mean * times, rng) / times))
  return expected.map(() => drawn)
}

/** Sums of the last 1, 2, … `longest` times for each place. */
function sumsBack(rows: readonly (readonly number[])[], longest: number): Float64Array[] {
  const sums: Float64Array[] = []
  for (const row of rows.slice(Math.max(0, rows.length - longest)).reverse()) {
    const before = sums.at(-1)
    const sum = Float64Array.from(row)
    if (before) for (let place = 0; place < sum.length; place++) sum[place] = (sum[place] as number) + (before[place] ?? 0)
    sums.push(sum)
  }
  return sums
}

function sumOver(row: Float64Array | undefined, places: readonly number[]): number {
  let sum = 0
  for (const place of places) sum += row?.[place] ?? 0
  return sum
}
