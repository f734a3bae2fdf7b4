import type { Push } from '#domain/ports.ts'

/** The broker of this machine, as far as what is told to its clients. */
export type Publisher = { publish(topic: string, payload: unknown, qos: 0 | 1): Promise<void> }

/** Hints to consoles over the broker of this machine, QoS 0: a lost one does no harm. */
export class LocalPush implements Push {
  readonly #broker: Publisher

  constructor(broker: Publisher) {
    this.#broker = broker
  }

  publish(topic: string, payload: unknown): Promise<void> {
    return this.#broker.publish(topic, payload, 0)
  }
}
