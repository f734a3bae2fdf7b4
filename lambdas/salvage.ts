import { noticedKeys } from '#adapters/aws/rule-error-notice.ts'
import { salvageHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { ruleErrorsOnDemand, streamOnDemand } from '#lambdas/services/salvaging.ts'
import { scenarios } from '#scenarios/index.ts'

const services = detectionServices(scenarios)
const { stream, readFailedBatch } = streamOnDemand(services.clock, services.rng)
const readRuleErrors = ruleErrorsOnDemand()

export const handler = salvageHandler({ ...services, stream }, async (message) => {
  const keys = noticedKeys(message)
  if (keys) return { type: 'rule-errors', undelivered: await readRuleErrors(keys) }
  return { type: 'batch', records: await readFailedBatch(message) }
})
