import type { Finding } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'
import type { DeviceHealthLimits } from '#scenarios/device-health/schema.ts'

export type Signs = { memory: DeviceHealthMemory; findings: Finding[] }

/** One thing a device's own message can tell of its health. The very same memory comes back when it tells nothing new. */
export type Sign = (memory: DeviceHealthMemory, seen: Observation, limits: DeviceHealthLimits) => Signs

/** Several signs one after the other. */
export function readSigns(signs: readonly Sign[], memory: DeviceHealthMemory, seen: Observation, limits: DeviceHealthLimits): Signs {
  let after: Signs = { memory, findings: [] }
  for (const sign of signs) {
    const { memory: next, findings } = sign(after.memory, seen, limits)
    after = { memory: next, findings: findings.length > 0 ? [...after.findings, ...findings] : after.findings }
  }
  return after
}
