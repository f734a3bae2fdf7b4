import { setMaxListeners } from 'node:events'
import type { Clock, Log, Queue } from '#domain/ports.ts'

/** What SQS takes, so that a laptop refuses what the cloud would. */
const longestDelaySeconds = 900

type Message = { id: string; body: unknown }

/**
 * Delayed messages in memory. What is lost with the process loses nothing: every message points at a row of the ledger,
 * and the sweep finds the row. A handler that fails is tried again.
 */
export class LocalQueue implements Queue {
  readonly #clock: Clock
  readonly #log: Log
  readonly #stopping = new AbortController()
  readonly #pending = new Set<Promise<void>>()
  #handle: (message: Message) => Promise<void> = async () => undefined

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
    setMaxListeners(0, this.#stopping.signal) // every waiting message sleeps on it
  }

  consume(handle: (message: Message) => Promise<void>): void {
    this.#handle = handle
  }

  async send({ id, body, delaySeconds }: Message & { delaySeconds: number }): Promise<void> {
    if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > longestDelaySeconds)
      throw new RangeError(`a message waits for whole seconds, at most ${longestDelaySeconds}, not ${delaySeconds}`)
    const delivery = this.#deliver({ id, body }, delaySeconds * 1000)
    this.#pending.add(delivery)
    void delivery.finally(() => this.#pending.delete(delivery))
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#pending)
  }

  async #deliver(message: Message, delayMs: number): Promise<void> {
    await this.#clock.sleep(delayMs, this.#stopping.signal)
    for (let attempt = 1; attempt <= 5 && !this.#stopping.signal.aborted; attempt++) {
      try {
        return await this.#handle(message)
      } catch (error) {
        this.#log.warn('a queued message failed and is tried again', { id: message.id, attempt, cause: String(error) })
        await this.#clock.sleep(500 * 2 ** attempt, this.#stopping.signal)
      }
    }
  }
}
