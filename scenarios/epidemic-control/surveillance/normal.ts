const rootTwoPi = Math.sqrt(2 * Math.PI)

/** Probability that a standard normal is at most x: the odd-power series of Marsaglia 2004, good to about 1e-15 for |x| < 6. */
export function normalCdf(x: number): number {
  if (x < -8) return 0
  if (x > 8) return 1
  let term = x
  let sum = x
  for (let power = 3; sum + term !== sum; power += 2) {
    term *= (x * x) / power
    sum += term
  }
  return 0.5 + sum * normalDensity(x)
}

/** The value that a standard normal stays below with probability p (0.0001 to 0.9999): Newton's method on the series. */
export function normalQuantile(p: number): number {
  let x = 0
  for (let round = 0; round < 60; round++) {
    const step = (normalCdf(x) - p) / normalDensity(x)
    x -= Math.max(-1, Math.min(1, step))
    if (Math.abs(step) < 1e-15) break
  }
  return x
}

function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / rootTwoPi
}
