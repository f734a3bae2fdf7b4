import type { Withheld } from '#domain/detection/detector.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { isMessage, type Observation, type Wake } from '#domain/observation/observation.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'

/** What one step left behind. `memory` is the very same object when nothing has to be written. */
export type Advance = { memory: KeyMemory; findings: Finding[]; commands: DeviceCommand[]; withheld: Withheld[] }

/**
 * One message or timer through a scenario's detector, with what every scenario shares: a late message counts while it is
 * relevant, one that is no longer relevant may amend memory and raises nothing. Repetitions are the caller's to leave out. Pure.
 */
export function advance(scenario: Scenario, limits: unknown, key: string, memory: KeyMemory, seen: Observation | Wake): Advance {
  return isMessage(seen)
    ? advanceByMessage(scenario, limits, key, memory, seen)
    : advanceByTimer(scenario, limits, memory, { ...seen, key })
}

function advanceByMessage(scenario: Scenario, limits: unknown, key: string, memory: KeyMemory, observation: Observation): Advance {
  const lateness = latenessOf(observation, memory.newestMs, scenario.relevantForSeconds)
  const step = scenario.detect(memory.detector, { ...observation, key, lateness }, limits)
  const raises = lateness !== 'expired'
  const findings = raises ? step.findings : []
  const commands = raises ? (step.commands ?? []) : []
  const withheld = raises ? (step.withheld ?? []) : []
  const isSilent = findings.length === 0 && commands.length === 0 && withheld.length === 0
  if (step.memory === memory.detector && isSilent && !step.timers?.length) return { memory, findings, commands, withheld }
  const newestMs = Math.max(memory.newestMs, observation.observedAtMs)
  const next = { ...memory, detector: step.memory, newestMs, timers: rearmed(memory.timers, step.timers) }
  return { memory: next, findings, commands, withheld }
}

/** A timer that was re-armed or cancelled since its row was written is none. */
function advanceByTimer(scenario: Scenario, limits: unknown, memory: KeyMemory, wake: Wake): Advance {
  if (memory.timers[wake.name] !== wake.observedAtMs) return { memory, findings: [], commands: [], withheld: [] }
  const step = scenario.detect(memory.detector, wake, limits)
  const { [wake.name]: _due, ...others } = memory.timers
  return {
    memory: { ...memory, detector: step.memory, timers: rearmed(others, step.timers) },
    findings: step.findings,
    commands: step.commands ?? [],
    withheld: step.withheld ?? [],
  }
}

function latenessOf(observation: Observation, newestMs: number, relevantForSeconds: number): Observation['lateness'] {
  if (observation.receivedAtMs - observation.observedAtMs > relevantForSeconds * 1000) return 'expired'
  return observation.observedAtMs < newestMs ? 'late' : 'timely'
}

function rearmed(timers: KeyMemory['timers'], changes: { name: string; dueAtMs: number | undefined }[] = []): KeyMemory['timers'] {
  if (changes.length === 0) return timers
  const next = { ...timers }
  for (const { name, dueAtMs } of changes) {
    if (dueAtMs === undefined) delete next[name]
    else next[name] = dueAtMs
  }
  return next
}
