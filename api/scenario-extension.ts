import type { Operation } from '#api/operation.ts'
import type { DeviceHealthSource } from '#api/services.ts'

/**
 * What a scenario adds to the platform's doors, apart from its definition so that a detection function carries none of it.
 * Its page and its permissions are facts and stand in the definition itself.
 */
export type ScenarioExtension = {
  scenario: string
  /** Operations of its own, behind those of the platform. */
  operations?: readonly Operation[]
  /** It watches the devices: where the doors ask for their health. */
  deviceHealth?: DeviceHealthSource
}
