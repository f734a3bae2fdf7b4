import type { Step } from '#domain/detection/detector.ts'
import { inTurn } from '#domain/detection/step.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'
import type { DeviceHealthLimits } from '#scenarios/device-health/schema.ts'

/** One thing a device's own message can tell of its health. The very same memory comes back when it tells nothing new. */
export type HealthCheck = (memory: DeviceHealthMemory, seen: Observation, limits: DeviceHealthLimits) => Step<DeviceHealthMemory>

/** Several checks of one message, one after the other. */
export function runHealthChecks(
  checks: readonly HealthCheck[],
  memory: DeviceHealthMemory,
  seen: Observation,
  limits: DeviceHealthLimits,
): Step<DeviceHealthMemory> {
  return inTurn(
    memory,
    checks.map((check) => (known) => check(known, seen, limits)),
  )
}
