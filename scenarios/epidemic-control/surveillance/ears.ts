/** What EARS says of one day or week; `undefined` where the baseline is not known. */
export type EarsResult = {
  /** The count above which C1 and C2 alarm. */
  c1Bound?: number
  c2Bound?: number
  /** Standardised excess over the baseline that ends the day before (C1) or three days before (C2). */
  c1?: number
  c2?: number
  /** Sum of the excesses of C2 over one, today and the two days before. */
  c3?: number
}

export type EarsRules = { z: number; minSigma: number; baseline: number; lag: number }

/** Above this sum C3 alarms (Hutwagner et al. 2003). */
export const c3Threshold = 2

/** Seven days of baseline; C2 and C3 leave a gap of two days, so that a slow rise does not lift its own baseline. */
export const earsDefaults: EarsRules = { z: 3.090232306167813, minSigma: 0, baseline: 7, lag: 2 }

/**
 * The three methods of the Early Aberration Reporting System (Hutwagner et al. 2003) for every place of the series.
 * C3 follows its published definition, the sum of max(0, C2 − 1) over three days: `earsC` of R surveillance (1.20.3) leaves
 * today's count out of it and cannot serve as a reference.
 */
export function ears(counts: readonly number[], rules: EarsRules = earsDefaults): EarsResult[] {
  const c1 = counts.map((_, at) => baselineBefore(counts, at, rules.baseline))
  const c2 = counts.map((_, at) => baselineBefore(counts, at - rules.lag, rules.baseline))
  const excess2 = counts.map((count, at) => excessOf(count, c2[at], rules.minSigma))
  return counts.map((count, at) => ({
    ...labelled('c1', count, c1[at], rules),
    ...labelled('c2', count, c2[at], rules),
    ...c3At(excess2, at),
  }))
}

/** Mean and standard deviation (n − 1) of a baseline. */
export type Baseline = { mean: number; sigma: number }

export function baselineOf(values: readonly number[]): Baseline {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, sigma: Math.sqrt(squares / (values.length - 1)) }
}

/** How many standard deviations a count lies above its baseline; a flat baseline is given `minSigma`. */
export function excessOf(count: number, baseline: Baseline | undefined, minSigma: number): number | undefined {
  if (!baseline) return undefined
  const sigma = Math.max(baseline.sigma, minSigma)
  if (sigma > 0) return (count - baseline.mean) / sigma
  return count > baseline.mean ? Number.POSITIVE_INFINITY : 0
}

/** The count above which the baseline alarms. */
export function boundOf({ mean, sigma }: Baseline, { z, minSigma }: Pick<EarsRules, 'z' | 'minSigma'>): number {
  return mean + z * Math.max(sigma, minSigma)
}

function baselineBefore(counts: readonly number[], end: number, length: number): Baseline | undefined {
  return end - length < 0 ? undefined : baselineOf(counts.slice(end - length, end))
}

function labelled(name: 'c1' | 'c2', count: number, baseline: Baseline | undefined, rules: EarsRules): EarsResult {
  if (!baseline) return {}
  return { [name]: excessOf(count, baseline, rules.minSigma), [`${name}Bound`]: boundOf(baseline, rules) }
}

function c3At(excess: readonly (number | undefined)[], at: number): EarsResult {
  const three = [0, 1, 2].map((back) => excess[at - back])
  if (three.some((value) => value === undefined)) return {}
  return { c3: three.reduce<number>((sum, value) => sum + Math.max(0, (value ?? 0) - 1), 0) }
}
