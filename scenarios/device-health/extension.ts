import type { ScenarioExtension } from '#api/scenario-extension.ts'
import { healthOf } from '#scenarios/device-health/health-of.ts'

export const deviceHealthExtension: ScenarioExtension = { scenario: 'device-health', deviceHealth: { of: healthOf } }
