/** Wilson's 95 % interval of a share; nothing is known of a share of nothing. */
export function shareInterval(hits: number, cases: number): { share: number; low: number; high: number } | undefined {
  if (cases === 0) return undefined
  const [z, share] = [1.96, hits / cases]
  const centre = share + (z * z) / (2 * cases)
  const spread = z * Math.sqrt((share * (1 - share)) / cases + (z * z) / (4 * cases * cases))
  const whole = 1 + (z * z) / cases
  return { share, low: Math.max(0, (centre - spread) / whole), high: Math.min(1, (centre + spread) / whole) }
}

/** Mean and its 95 % interval (normal); the interval of a single value is the value. */
export function meanInterval(values: readonly number[]): { mean: number; low: number; high: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
  const half = values.length > 1 ? 1.96 * Math.sqrt(variance / values.length) : 0
  return { mean, low: mean - half, high: mean + half }
}

/** The value that a share of the sorted values does not exceed; `undefined` of nothing. */
export function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted.length === 0 ? undefined : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}
