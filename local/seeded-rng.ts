import type { Rng } from '#domain/ports.ts'

export type SeededRng = Rng & {
  /** Numbers of its own for a part of the work: the same ones whatever the other parts have drawn. */
  fork(name: string): SeededRng
}

/** Mulberry32: 32 bits of state, the same numbers on every machine for the same seed. */
export function seededRng(seed: number): SeededRng {
  let state = seed >>> 0
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0
      return mixed(state) / 4_294_967_296
    },
    fork: (name) => seededRng(mixed((seed ^ hashOf(name)) >>> 0)),
  }
}

function mixed(state: number): number {
  let value = Math.imul(state ^ (state >>> 15), state | 1)
  value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
  return (value ^ (value >>> 14)) >>> 0
}

/** FNV-1a over UTF-16 units: 32 bits. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  return hash >>> 0
}
