import type { Detector, Step } from '#domain/detection/detector.ts'
import type { caseCount } from '#domain/observation/kinds/case-count.ts'
import type { Observation, ObservationOf, Wake } from '#domain/observation/observation.ts'
import { type Permit, permitAt, permitFindings } from '#lambdas/scenarios/epidemic-control/authorisation.ts'
import type { EpidemicLimits } from '#lambdas/scenarios/epidemic-control/schema.ts'
import { onCaseCount, type StreetMemory } from '#lambdas/scenarios/epidemic-control/streets/street-step.ts'

/** What one key remembers: the state of the authorisation, or a street. */
export type EpidemicMemory = { permit?: Permit; street?: StreetMemory }

export type EpidemicSeen = ObservationOf<typeof caseCount> | Wake

/** The one memory that every message passes, so that a missing authorisation is said once for the whole county. */
export const permitKey = 'authorisation'

/** One step. Without a valid authorisation nothing is judged and nothing is remembered. */
export const detectEpidemic: Detector<EpidemicMemory | undefined, EpidemicSeen, EpidemicLimits> = (memory, seen, limits) => {
  if (seen.kind === 'wake') return { memory, findings: [] }
  const permit = permitAt(limits, seen.receivedAtMs)
  if (seen.key === permitKey) return onPermit(memory, permit, seen)
  if (permit !== 'granted') return { memory, findings: [] }
  const step = onCaseCount(memory?.street, seen, limits)
  return step.memory === memory?.street ? { memory, findings: step.findings } : { ...step, memory: { street: step.memory as StreetMemory } }
}

function onPermit(memory: EpidemicMemory | undefined, permit: Permit, seen: Observation): Step<EpidemicMemory | undefined> {
  if (memory?.permit === permit) return { memory, findings: [] }
  return { memory: { permit }, findings: permitFindings(memory?.permit, permit, seen) }
}
