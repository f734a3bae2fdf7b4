import type { Clock } from '#domain/ports.ts'

/** Time that stands still until everybody waits, then jumps to the next moment somebody waits for. */
export class VirtualClock implements Clock {
  #elapsedMs = 0
  #offsetMs: number
  #sleepers: { atMs: number; order: number; wake: () => void }[] = []
  #order = 0

  constructor(startMs: number) {
    this.#offsetMs = startMs
  }

  now(): number {
    return Math.round(this.#offsetMs + this.#elapsedMs)
  }

  /** The wall clock jumps, as after a correction by NTP; who sleeps does not notice. */
  jump(byMs: number): void {
    this.#offsetMs += byMs
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      this.#sleepers.push({ atMs: this.#elapsedMs + Math.max(0, durationMs), order: this.#order++, wake })
      signal?.addEventListener('abort', wake, { once: true })
    })
  }

  /** Lets everything happen that happens within this time. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.#elapsedMs + durationMs
    for (;;) {
      await settled()
      this.#sleepers.sort((a, b) => a.atMs - b.atMs || a.order - b.order)
      const next = this.#sleepers[0]
      if (!next || next.atMs > untilMs) break
      this.#sleepers.shift()
      this.#elapsedMs = Math.max(this.#elapsedMs, next.atMs)
      next.wake()
    }
    this.#elapsedMs = untilMs
  }
}

/** Resolves when every promise that can go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
