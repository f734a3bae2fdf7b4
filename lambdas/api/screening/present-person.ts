import { formatTime } from '#domain/observation/message-time.ts'
import type { ScreenedPerson } from '#lambdas/ledger/screening.ts'
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

export function presentPlace({ prefecture, person: { arrivalId, checkpoint }, incidentId }: ScreenedPerson) {
  return { prefecture, arrivalId, checkpoint, ...(incidentId && { incidentId }) }
}
