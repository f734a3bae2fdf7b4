import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { logger } from '#adapters/aws/system.ts'

/** A handler with a request id in every log line. Counters are written when they are counted, one line each. */
export function observed<Event, Result>(work: (event: Event, context: Context) => Promise<Result>) {
  return middy<Event, Result>().use(injectLambdaContext(logger)).handler(work)
}
