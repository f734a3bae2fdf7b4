/** How the stream is read: the template gives these to Lambda, the laptop to its own runner. */
export type ConsumerSettings = {
  /** At most this many records in one call. */
  batchSize: number
  /** Waits this long for a batch to fill (Lambda: whole seconds, 0 to 300). */
  windowSeconds: number
  /** How often a failing batch is tried again before it is given up. */
  retryAttempts: number
  /** Records older than this are given up without a try. */
  maxRecordAgeSeconds: number
}

const failing = { retryAttempts: 5, maxRecordAgeSeconds: 6 * 3_600 }

/** No window: whoever is drowning does not wait for a batch to fill. */
export const detectionConsumer: ConsumerSettings = { batchSize: 500, windowSeconds: 0, ...failing }

/** One object for many messages: each is paid for. */
export const archiveConsumer: ConsumerSettings = { batchSize: 1_000, windowSeconds: 30, ...failing }
