import type { Rng } from '#domain/ports.ts'

/** Mulberry32: the same numbers for the same seed on every machine, so that a replayed day is judged the same. */
export function seeded(seed: number): Rng {
  let state = seed >>> 0
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0
      let value = Math.imul(state ^ (state >>> 15), state | 1)
      value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
      return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
    },
  }
}
