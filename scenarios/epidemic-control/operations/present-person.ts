import { formatTime } from '#domain/observation/message-time.ts'
import type { Verdict } from '#scenarios/epidemic-control/memory/people.ts'
import type { Match } from '#scenarios/epidemic-control/screening/verdict.ts'

export function presentVerdict({ score, policy, ...match }: Verdict, offsetMinutes: number) {
  return { ...presentMatch(match, offsetMinutes), score, policy }
}

export function presentMatch({ colour, rule, entry, listTimeMs, retro }: Match, offsetMinutes: number) {
  return {
    colour,
    rule,
    ...(entry !== undefined && { entry }),
    ...(listTimeMs !== undefined && { listTime: formatTime(listTimeMs, offsetMinutes) }),
    ...(retro && { retro }),
  }
}

type Place = { prefecture: string; arrivalId: string; checkpoint: string; incidentId?: string }

export function presentPlace({ prefecture, arrivalId, checkpoint, incidentId }: Place) {
  return { prefecture, arrivalId, checkpoint, ...(incidentId && { incidentId }) }
}
