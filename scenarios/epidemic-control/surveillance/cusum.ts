export type CusumRules = { k: number; h: number }

/** k and h of Rossi, Lampugnani & Marchi 1999 for an average run length of 500. Far too eager as a county's default: 12 false alarms a year. */
export const cusumDefaults: CusumRules = { k: 1.04, h: 2.26 }

/** One place of the chart: the sum, the smallest count that would have made it alarm, and whether it did. */
export type CusumStep = { cusum: number; bound?: number; alarm: boolean }

/** Cumulative sum of counts above the mean `m` of the time before, made nearly normal by Rossi's transform. */
export function cusum(counts: readonly number[], m: number, { k, h }: CusumRules = cusumDefaults): CusumStep[] {
  let sum = 0
  return counts.map((count) => {
    const bound = boundAfter(sum, m, k, h)
    sum = Math.max(0, sum + rossi(count, m) - k)
    return { cusum: sum, ...(bound !== undefined && { bound }), alarm: sum >= h }
  })
}

/** A Poisson count of mean m as a nearly standard normal value (Rossi, Lampugnani & Marchi 1999). */
export function rossi(count: number, m: number): number {
  return (count - 3 * m + 2 * Math.sqrt(m * count)) / (2 * Math.sqrt(m))
}

/** The transform solved for the count that brings the sum to h; none while the sum is there already. */
function boundAfter(sum: number, m: number, k: number, h: number): number | undefined {
  if (sum > h) return undefined
  const missing = h + k - sum
  return 5 * m + 2 * Math.sqrt(m) * missing - 2 * Math.sqrt(4 * m * m + 2 * m ** 1.5 * missing)
}
