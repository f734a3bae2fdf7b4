import type { Clock } from '#domain/ports.ts'

/**
 * The county's clock on a laptop: real time, or `speed` times faster from `startMs` on. It never goes back: a jump of the
 * machine's clock does not reach it, because it counts by the monotonic one.
 */
export class CountyClock implements Clock {
  /** What another thread's clock needs to show the same time. */
  readonly origin: { startMs: number; speed: number; startedAtMs: number }
  readonly #aheadMs: number
  readonly #speed: number

  constructor({ startMs = Date.now(), speed = 1, startedAtMs = monotonicMs() }: Partial<CountyClock['origin']> = {}) {
    this.origin = { startMs, speed, startedAtMs }
    // performance.now() is cheap but counts from the start of its own thread.
    this.#aheadMs = monotonicMs() - performance.now() - startedAtMs
    this.#speed = speed
  }

  now(): number {
    return Math.round(this.origin.startMs + (performance.now() + this.#aheadMs) * this.#speed)
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.max(0, durationMs) / this.#speed)
      signal?.addEventListener('abort', done, { once: true })
    })
  }
}

/** Milliseconds of the machine's monotonic clock, the same in all threads. */
function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
