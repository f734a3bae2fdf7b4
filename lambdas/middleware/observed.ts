import type { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import type { Metrics } from '@aws-lambda-powertools/metrics'
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'

/** What every handler is seen through: one logger, one set of metrics. */
export type Observers = { logger: Logger; metrics: Metrics }

/** A handler with a request id in every log line and its metrics flushed at its end. */
export function observed<Event, Result>(work: (event: Event, context: Context) => Promise<Result>, { logger, metrics }: Observers) {
  return middy<Event, Result>()
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics, { throwOnEmptyMetrics: false }))
    .handler(work)
}
