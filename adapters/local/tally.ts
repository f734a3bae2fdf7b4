import type { Meter } from '#domain/ports.ts'

/** Counters in memory; `/metrics` of the local county shows them. */
export class Tally implements Meter {
  readonly #counts = new Map<string, number>()

  count(name: string, amount: number, dimensions: { scenario?: string; reason?: string } = {}): void {
    const named = Object.entries(dimensions).filter(([, value]) => value)
    const key = [name, ...named.map(([dimension, value]) => `${dimension}=${value}`)].join(' ')
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + amount)
  }

  snapshot(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => a.localeCompare(b)))
  }
}
