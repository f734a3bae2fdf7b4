import type { Detector, Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { arrival } from '#domain/observation/kinds/arrival.ts'
import type { caseCount } from '#domain/observation/kinds/case-count.ts'
import type { riskList } from '#domain/observation/kinds/risk-list.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import { permitAt, permitFindings } from '#scenarios/epidemic-control/authorisation.ts'
import type { EpidemicMemory, Permit } from '#scenarios/epidemic-control/memory.ts'
import type { EpidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import type { DeskMessage } from '#scenarios/epidemic-control/screening/desk-message.ts'
import { onDesk } from '#scenarios/epidemic-control/screening/desk-step.ts'
import { onErasedIdentity, onForgetIdentity, onIdentity } from '#scenarios/epidemic-control/screening/identity-step.ts'
import { clusterKey, permitKey, withScreened } from '#scenarios/epidemic-control/screening/memory-keys.ts'
import { onAgain, onArrival, onForget, onRiskList } from '#scenarios/epidemic-control/screening/prefecture-step.ts'
import { onErasedPresence, onForgetPresence, onPresence } from '#scenarios/epidemic-control/screening/presence-step.ts'
import { onCountForClusters } from '#scenarios/epidemic-control/streets/cluster-step.ts'
import { onCaseCount } from '#scenarios/epidemic-control/streets/street-step.ts'

type Message = ObservationOf<typeof arrival> | ObservationOf<typeof riskList> | ObservationOf<typeof caseCount>
type EpidemicStep = Step<EpidemicMemory | undefined>

/**
 * One step. Without a valid authorisation nothing is judged and nothing is remembered; only what was remembered before is
 * still forgotten in its time, or when somebody asks for it.
 */
export const detectEpidemic: Detector<EpidemicMemory | undefined, Message | DeskMessage | Wake, EpidemicLimits> = (
  memory,
  seen,
  limits,
) => {
  if (seen.kind === 'wake') return onWake(memory, seen, limits)
  if (seen.kind === 'screening-erasure') return onErasure(memory, seen, limits)
  const permit = permitAt(limits, seen.receivedAtMs)
  if (seen.key === permitKey) return onPermit(memory, permit, seen)
  if (permit !== 'granted') return quiet(memory)
  switch (seen.kind) {
    case 'case-count':
      return seen.key === clusterKey
        ? within('clusters', memory, onCountForClusters(memory?.clusters, seen, limits))
        : within('street', memory, onCaseCount(memory?.street, seen, limits))
    case 'risk-list':
      return within('prefecture', memory, onRiskList(memory?.prefecture, seen, limits))
    case 'arrival':
      return onArrived(memory, seen, limits)
    default:
      return within('prefecture', memory, onDesk(memory?.prefecture, seen, limits))
  }
}

function onArrived(memory: EpidemicMemory | undefined, seen: ObservationOf<typeof arrival>, limits: EpidemicLimits): EpidemicStep {
  if (seen.key.startsWith('person:')) return within('identity', memory, onIdentity(memory?.identity, seen, limits))
  if (seen.key.startsWith('cell:')) return within('presence', memory, onPresence(memory?.presence, seen))
  return within('prefecture', memory, onArrival(memory?.prefecture, seen, limits))
}

function onErasure(memory: EpidemicMemory | undefined, seen: DeskMessage, limits: EpidemicLimits): EpidemicStep {
  const { ref } = seen.body
  if (memory?.identity) return within('identity', memory, onErasedIdentity(memory.identity, ref))
  if (memory?.presence) return within('presence', memory, onErasedPresence(memory.presence, ref))
  return within('prefecture', memory, onDesk(memory?.prefecture, seen, limits))
}

function onWake(memory: EpidemicMemory | undefined, wake: Wake, limits: EpidemicLimits): EpidemicStep {
  if (wake.name === 'again' && memory?.prefecture)
    return permitAt(limits, wake.observedAtMs) === 'granted'
      ? within('prefecture', memory, onAgain(memory.prefecture, wake, limits))
      : quiet(memory)
  if (memory?.prefecture) return within('prefecture', memory, onForget(memory.prefecture, wake))
  if (memory?.identity) return within('identity', memory, onForgetIdentity(memory.identity, wake))
  if (memory?.presence) return within('presence', memory, onForgetPresence(memory.presence, wake))
  return quiet(memory)
}

/** The one memory that sees everything: it says when screening may not take place, and knows where anybody was screened. */
function onPermit(memory: EpidemicMemory | undefined, permit: Permit, seen: Message | DeskMessage): EpidemicStep {
  const before = memory?.screened
  const screened = permit === 'granted' && seen.kind === 'arrival' ? withScreened(before, seen.body) : before
  if (memory?.permit === permit && screened === before) return quiet(memory)
  return { memory: { permit, ...(screened && { screened }) }, findings: permitFindings(memory?.permit, permit, seen) }
}

/** The part's step as a step of the whole: an unchanged part leaves the very same memory. */
function within<Part extends keyof EpidemicMemory>(
  part: Part,
  memory: EpidemicMemory | undefined,
  step: Step<EpidemicMemory[Part]>,
): EpidemicStep {
  return { ...step, memory: step.memory === memory?.[part] ? memory : { ...memory, [part]: step.memory } }
}
