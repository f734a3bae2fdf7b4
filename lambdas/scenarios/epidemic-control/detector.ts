import type { Detector, Step } from '#domain/detection/detector.ts'
import type { arrival } from '#domain/observation/kinds/arrival.ts'
import type { caseCount } from '#domain/observation/kinds/case-count.ts'
import type { riskList } from '#domain/observation/kinds/risk-list.ts'
import type { Observation, ObservationOf, Wake } from '#domain/observation/observation.ts'
import { type Permit, permitAt, permitFindings } from '#lambdas/scenarios/epidemic-control/authorisation.ts'
import type { EpidemicLimits } from '#lambdas/scenarios/epidemic-control/schema.ts'
import { permitKey } from '#lambdas/scenarios/epidemic-control/screening/memory-keys.ts'
import { onArrival, onForget, onRiskList, type PrefectureMemory } from '#lambdas/scenarios/epidemic-control/screening/prefecture-step.ts'
import { onCaseCount, type StreetMemory } from '#lambdas/scenarios/epidemic-control/streets/street-step.ts'

/** What one key remembers: the state of the authorisation, a street, or a part of a prefecture. */
export type EpidemicMemory = { permit?: Permit; street?: StreetMemory; prefecture?: PrefectureMemory }

type Message = ObservationOf<typeof arrival> | ObservationOf<typeof riskList> | ObservationOf<typeof caseCount>

/**
 * One step. Without a valid authorisation nothing is judged and nothing is remembered; only what was remembered before is
 * still forgotten in its time.
 */
export const detectEpidemic: Detector<EpidemicMemory | undefined, Message | Wake, EpidemicLimits> = (memory, seen, limits) => {
  if (seen.kind === 'wake') return onWake(memory, seen)
  const permit = permitAt(limits, seen.receivedAtMs)
  if (seen.key === permitKey) return onPermit(memory, permit, seen)
  if (permit !== 'granted') return { memory, findings: [] }
  if (seen.kind === 'case-count') return within('street', memory, onCaseCount(memory?.street, seen, limits))
  const before = memory?.prefecture
  return within('prefecture', memory, seen.kind === 'arrival' ? onArrival(before, seen, limits) : onRiskList(before, seen, limits))
}

function onWake(memory: EpidemicMemory | undefined, wake: Wake): Step<EpidemicMemory | undefined> {
  return memory?.prefecture ? within('prefecture', memory, onForget(memory.prefecture, wake)) : { memory, findings: [] }
}

function onPermit(memory: EpidemicMemory | undefined, permit: Permit, seen: Observation): Step<EpidemicMemory | undefined> {
  if (memory?.permit === permit) return { memory, findings: [] }
  return { memory: { permit }, findings: permitFindings(memory?.permit, permit, seen) }
}

/** The part's step as a step of the whole: an unchanged part leaves the very same memory. */
function within<Part extends keyof EpidemicMemory>(
  part: Part,
  memory: EpidemicMemory | undefined,
  step: Step<EpidemicMemory[Part]>,
): Step<EpidemicMemory | undefined> {
  return { ...step, memory: step.memory === memory?.[part] ? memory : { ...memory, [part]: step.memory } }
}
