import type { Clock } from '#domain/ports.ts'

/**
 * The county's clock on a laptop: real time, or `speed` times faster from `startMs` on. It never goes back: a jump of the
 * machine's clock does not reach it, because it counts by the monotonic one.
 */
export class CountyClock implements Clock {
  readonly #startMs: number
  readonly #startedAt = performance.now()
  readonly #speed: number

  constructor(startMs: number = Date.now(), speed = 1) {
    this.#startMs = startMs
    this.#speed = speed
  }

  now(): number {
    return Math.round(this.#startMs + (performance.now() - this.#startedAt) * this.#speed)
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
