import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { metricNamespace, metricService } from '#domain/metrics.ts'
import type { Clock, Log, Meter, Rng } from '#domain/ports.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.max(0, durationMs))
      signal?.addEventListener('abort', done, { once: true })
    }),
}

export const systemRng: Rng = { next: () => Math.random() }

export const logger = new Logger({ serviceName: 'county-sense' })
export const metrics = new Metrics({ namespace: metricNamespace, serviceName: metricService })

export const powertoolsLog: Log = {
  info: (message, fields = {}) => logger.info(message, fields),
  warn: (message, fields = {}) => logger.warn(message, fields),
  error: (message, fields = {}) => logger.error(message, fields),
}

/** Embedded metrics; dimensions are a scenario or a reason, never a device: each combination is paid for. */
export const powertoolsMeter: Meter = {
  count(name, amount, dimensions = {}) {
    const single = metrics.singleMetric()
    for (const [dimension, value] of Object.entries(dimensions)) if (value) single.addDimension(dimension, value)
    single.addMetric(name, MetricUnit.Count, amount)
  },
}
