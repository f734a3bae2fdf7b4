import { formatTime } from '#domain/observation/message-time.ts'
import type { Verdict } from '#lambdas/scenarios/epidemic-control/screening/verdict.ts'

export function presentVerdict({ colour, rule, score, policy, entry, listTimeMs, retro }: Verdict, offsetMinutes: number) {
  return {
    colour,
    rule,
    score,
    policy,
    ...(entry !== undefined && { entry }),
    ...(listTimeMs !== undefined && { listTime: formatTime(listTimeMs, offsetMinutes) }),
    ...(retro && { retro }),
  }
}

type Place = { prefecture: string; arrivalId: string; checkpoint: string; incidentId?: string }

export function presentPlace({ prefecture, arrivalId, checkpoint, incidentId }: Place) {
  return { prefecture, arrivalId, checkpoint, ...(incidentId && { incidentId }) }
}
