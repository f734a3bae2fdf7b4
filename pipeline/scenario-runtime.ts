import type { Scenario } from '#domain/scenario/scenario.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'

/** A scenario and what takes its deadlines through it. */
export type ScenarioRuntime = { scenario: Scenario; services: DetectionServices }

/** Where whoever meets deadlines finds the scenario of one; `undefined` when the county has not switched it on. */
export type ScenarioRuntimes = (id: string) => Promise<ScenarioRuntime | undefined>

/** The scenarios of a process that runs them all. */
export function runtimesOf(services: DetectionServices, scenarios: readonly Scenario[]): ScenarioRuntimes {
  return async (id) => {
    const scenario = scenarios.find((one) => one.id === id)
    return scenario && { scenario, services }
  }
}
