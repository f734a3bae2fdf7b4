import { rateLimit } from '#api/rate-limit.ts'
import { withPermissions } from '#domain/people/permissions.ts'
import { apiHandler } from '#lambdas/middleware/api-handler.ts'
import { consoleConfigOnDemand } from '#lambdas/services/console-config.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { identityOf } from '#lambdas/services/identity.ts'
import { archiveOnDemand, enrolmentOnDemand, streamOnDemand } from '#lambdas/services/on-demand.ts'
import { deviceHealth, operations } from '#scenarios/extensions.ts'
import { scenarios } from '#scenarios/index.ts'

const detection = detectionServices(scenarios)

export const handler = apiHandler(
  operations,
  {
    ...detection,
    deviceHealth,
    permissions: withPermissions(scenarios),
    identity: identityOf(detection.county),
    stream: streamOnDemand(detection.clock, detection.rng),
    archive: archiveOnDemand(),
    enrolment: enrolmentOnDemand(),
    rateLimit: rateLimit(detection.clock),
  },
  consoleConfigOnDemand(detection.county, detection.log),
)
