import { normalQuantile } from '#scenarios/epidemic-control/surveillance/normal.ts'
import { anscombeResiduals, type Fit, fitCounts, predict } from '#scenarios/epidemic-control/surveillance/quasi-poisson.ts'
import { studentTails } from '#scenarios/epidemic-control/surveillance/student.ts'

export type FarringtonRules = {
  /** Years back, and weeks to either side of the same week in each of them. */
  years: number
  halfWindow: number
  alpha: number
  weeksAYear: number
  /** Fewer than `cases` in the last `weeks` never alarm. */
  enough: { cases: number; weeks: number }
}

export const farringtonDefaults: FarringtonRules = { years: 3, halfWindow: 5, alpha: 0.01, weeksAYear: 52, enough: { cases: 5, weeks: 4 } }

export type FarringtonResult = { bound: number; alarm: boolean; trend: boolean }

/**
 * Farrington et al. 1996 for the week at `at` (from 0): a log-linear model of the same weeks in earlier years, past outbreaks
 * weighed down by their residuals, the trend kept when it is significant and does not run away, and a bound that allows for
 * the skewness of counts (power 2/3). `undefined` where the past is not known.
 */
export function farrington(
  counts: readonly number[],
  at: number,
  rules: FarringtonRules = farringtonDefaults,
): FarringtonResult | undefined {
  const weeks = referenceWeeks(at, rules)
  const today = counts[at]
  if (today === undefined || weeks.some((week) => counts[week] === undefined)) return undefined
  const past = weeks.map((week) => counts[week] ?? 0)
  const fit = modelOf(past, weeks, at, rules)
  if (!fit) return undefined
  const { mean, upper } = boundsAt(fit, at, rules.alpha)
  const recent = counts.slice(Math.max(0, at - rules.enough.weeks + 1), at + 1).reduce((sum, count) => sum + count, 0)
  if (recent < rules.enough.cases) return { bound: 0, alarm: false, trend: fit.trend }
  return { bound: upper, alarm: (today - mean) / (upper - mean) > 1, trend: fit.trend }
}

function referenceWeeks(at: number, { years, halfWindow, weeksAYear }: FarringtonRules): number[] {
  return Array.from({ length: years }, (_, index) => years - index).flatMap((year) =>
    Array.from({ length: 2 * halfWindow + 1 }, (_, week) => at - year * weeksAYear - halfWindow + week),
  )
}

/** The trend stays only over three years or more, when significant at 5 %, and when it foretells no more than was ever seen. */
function modelOf(past: number[], weeks: number[], at: number, rules: FarringtonRules): Fit | undefined {
  const fit = reweighted(past, weeks, true)
  if (fit?.trend && rules.years >= 3 && isSignificant(fit, past.length) && predict(fit, at, 1).mean <= Math.max(...past)) return fit
  return fit?.trend === false ? fit : reweighted(past, weeks, false)
}

function isSignificant({ slope, inverse, dispersion }: Fit, size: number): boolean {
  return studentTails(slope / Math.sqrt(dispersion * inverse[2]), size - 2) < 0.05
}

/** Fits twice: residuals of the first fit weigh down the weeks of past outbreaks in the second. */
function reweighted(past: number[], weeks: number[], trend: boolean): Fit | undefined {
  const first = fitCounts(past, weeks, trend)
  if (!first.converged) return trend ? reweighted(past, weeks, false) : undefined
  const residuals = anscombeResiduals(past, first, Math.max(first.dispersion, 1))
  return fitCounts(past, weeks, trend, weightsOf(residuals))
}

/** Residuals above one count by their inverse square; all weights together keep the number of weeks. */
function weightsOf(residuals: number[]): number[] {
  const raw = residuals.map((residual) => (residual > 1 ? residual ** -2 : 1))
  const scale = residuals.length / raw.reduce((sum, weight) => sum + weight, 0)
  return raw.map((weight) => weight * scale)
}

function boundsAt(fit: Fit, at: number, alpha: number): { mean: number; upper: number } {
  const dispersion = Math.max(fit.dispersion, 1)
  const { mean, standardError } = predict(fit, at, dispersion)
  const tau = dispersion + standardError ** 2 / mean
  const spread = Math.sqrt((4 / 9) * mean ** (1 / 3) * tau)
  return { mean, upper: (mean ** (2 / 3) + normalQuantile(1 - alpha / 2) * spread) ** 1.5 }
}
