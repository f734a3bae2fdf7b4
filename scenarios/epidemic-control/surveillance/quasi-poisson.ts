/** A log-linear model of counts on at most one covariate, with what its residuals say of the spread. */
export type Fit = {
  intercept: number
  slope: number
  /** Whether the slope was part of the model. */
  trend: boolean
  fitted: number[]
  /** Leverage of each count: the diagonal of the hat matrix. */
  leverage: number[]
  /** Pearson dispersion, before anything is done to keep it from falling below one. */
  dispersion: number
  /** Inverse of the weighted cross product: [[a, b], [b, c]] as a, b, c. */
  inverse: [number, number, number]
  converged: boolean
}

/** As R's `glm.fit`: the deviance has settled when it changes by less than this share. */
const settled = 1e-8
const mostRounds = 25

/** Quasi-Poisson regression with log link by iteratively reweighted least squares (McCullagh & Nelder 1989, §2.5). */
export function fitCounts(
  counts: readonly number[],
  times: readonly number[],
  trend: boolean,
  weights: readonly number[] = counts.map(() => 1),
): Fit {
  let means = counts.map((count) => count + 0.1)
  let solution = solve(counts, times, trend, weights, means)
  let deviance = devianceOf(counts, means, weights)
  let converged = false
  for (let round = 0; round < mostRounds && !converged; round++) {
    solution = solve(counts, times, trend, weights, means)
    means = times.map((time) => Math.exp(solution.intercept + solution.slope * time))
    const next = devianceOf(counts, means, weights)
    converged = Math.abs(next - deviance) / (Math.abs(next) + 0.1) < settled
    deviance = next
  }
  const freedom = counts.length - (trend ? 2 : 1)
  // R weighs the last residuals with the means of the round before; the difference shows in the sixth digit.
  const pearson = counts.reduce((sum, count, at) => sum + meanAt(solution.weights, at) * (count / meanAt(means, at) - 1) ** 2, 0)
  const { weights: _used, ...model } = solution
  return { ...model, trend, fitted: means, dispersion: pearson / freedom, converged: converged && Number.isFinite(pearson) }
}

/** The mean at a time, and its standard error on the scale of counts for the given dispersion. */
export function predict({ intercept, slope, trend, inverse: [a, b, c] }: Fit, time: number, dispersion: number) {
  const mean = Math.exp(intercept + slope * time)
  const variance = trend ? a + 2 * b * time + c * time * time : a
  return { mean, standardError: mean * Math.sqrt(dispersion * variance) }
}

/** Anscombe residuals of counts, standardised by dispersion and leverage. */
export function anscombeResiduals(counts: readonly number[], fit: Fit, dispersion: number): number[] {
  return counts.map((count, at) => {
    const mean = meanAt(fit.fitted, at)
    const raw = 1.5 * (count ** (2 / 3) * mean ** (-1 / 6) - Math.sqrt(mean))
    return raw / Math.sqrt(dispersion * (1 - (fit.leverage[at] ?? 0)))
  })
}

type Solution = Pick<Fit, 'intercept' | 'slope' | 'inverse' | 'leverage'> & { weights: number[] }

/** One round of weighted least squares on the linearised counts. */
function solve(
  counts: readonly number[],
  times: readonly number[],
  trend: boolean,
  weights: readonly number[],
  means: readonly number[],
): Solution {
  let [sum, sumT, sumTT, sumZ, sumTZ] = [0, 0, 0, 0, 0]
  // Times are centred: with weeks around 300 the cross product would lose half its digits.
  const centre = trend ? times.reduce((total, time) => total + time, 0) / times.length : 0
  const working = counts.map((_, at) => weightAt(weights, at) * meanAt(means, at))
  counts.forEach((count, at) => {
    const mean = meanAt(means, at)
    const weight = weightAt(working, at)
    const time = trend ? (times[at] ?? 0) - centre : 0
    const z = Math.log(mean) + (count - mean) / mean
    sum += weight
    sumT += weight * time
    sumTT += weight * time * time
    sumZ += weight * z
    sumTZ += weight * time * z
  })
  const determinant = sum * sumTT - sumT * sumT
  const [a, b, c] = trend ? [sumTT / determinant, -sumT / determinant, sum / determinant] : [1 / sum, 0, 0]
  const [base, slope] = [a * sumZ + b * sumTZ, b * sumZ + c * sumTZ]
  const leverage = counts.map((_, at) => {
    const time = trend ? (times[at] ?? 0) - centre : 0
    return weightAt(working, at) * (a + 2 * b * time + c * time * time)
  })
  const inverse: Fit['inverse'] = [a - 2 * b * centre + c * centre * centre, b - c * centre, c]
  return { intercept: base - slope * centre, slope, inverse, leverage, weights: working }
}

function devianceOf(counts: readonly number[], means: readonly number[], weights: readonly number[]): number {
  return counts.reduce((sum, count, at) => {
    const mean = meanAt(means, at)
    const log = count > 0 ? count * Math.log(count / mean) : 0
    return sum + 2 * weightAt(weights, at) * (log - (count - mean))
  }, 0)
}

function meanAt(means: readonly number[], at: number): number {
  return means[at] ?? Number.NaN
}

function weightAt(weights: readonly number[], at: number): number {
  return weights[at] ?? Number.NaN
}
