import type { Rng } from '#domain/ports.ts'

/** Above this a product of uniforms would run out of digits: the mean is taken in portions. */
const portion = 500

/** A Poisson count of the given mean: uniforms are multiplied until they fall below exp(−mean) (Knuth). */
export function poissonCount(mean: number, rng: Rng): number {
  let left = mean
  let count = 0
  while (left > portion) {
    count += poissonCount(portion, rng)
    left -= portion
  }
  const limit = Math.exp(-left)
  for (let product = rng.next(); product > limit; product *= rng.next()) count++
  return count
}
