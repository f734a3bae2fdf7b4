import { StoreUnavailable } from '#domain/errors.ts'
import type { Clock, CommitResult, Rng, Store, Write } from '#domain/ports.ts'

/** A process of the cloud: it can die at any call it makes, and never learns of it. */
export class Life {
  #alive = true

  die(): void {
    this.#alive = false
  }

  /** The call's outcome, or silence for ever when the process is dead before or after it. */
  async through<T>(call: () => Promise<T>): Promise<T> {
    if (!this.#alive) return silence()
    const result = await call().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    if (!this.#alive) return silence()
    if ('error' in result) throw result.error
    return result.value
  }
}

export type InjectionRates = { throttled: number; lostBefore: number; lostAfter: number; slowMs: number }

/** A store as one process sees it across a bad network: slow, throttled, and with answers that get lost after the deed. */
export class FaultyStore implements Store {
  readonly #inner: Store
  readonly #life: Life
  readonly #clock: Clock
  readonly #rng: Rng
  readonly #rates: InjectionRates

  constructor(inner: Store, life: Life, clock: Clock, rng: Rng, rates: InjectionRates) {
    this.#inner = inner
    this.#life = life
    this.#clock = clock
    this.#rng = rng
    this.#rates = rates
  }

  get: Store['get'] = (keys) => this.#call(() => this.#inner.get(keys))
  range: Store['range'] = (query) => this.#call(() => this.#inner.range(query))

  commit(writes: Write[]): Promise<CommitResult> {
    return this.#call(async () => {
      if (this.#rng.next() < this.#rates.lostBefore) throw new StoreUnavailable('timed out; nothing was written')
      const result = await this.#inner.commit(writes)
      if (this.#rng.next() < this.#rates.lostAfter) throw new StoreUnavailable('timed out; it was written')
      return result
    })
  }

  #call<T>(work: () => Promise<T>): Promise<T> {
    return this.#life.through(async () => {
      await this.#clock.sleep(this.#rng.next() * this.#rates.slowMs)
      return this.#life.through(async () => {
        if (this.#rng.next() < this.#rates.throttled) throw new StoreUnavailable('throttled')
        return work()
      })
    })
  }
}

function silence<T>(): Promise<T> {
  return new Promise(() => undefined)
}
