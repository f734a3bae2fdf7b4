import { timerHandler } from '#lambdas/middleware/stream-handlers.ts'
import { scenariosOnDemand } from '#lambdas/services/scenarios-on-demand.ts'

export const handler = timerHandler(scenariosOnDemand())
