import * as z from 'zod'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'

export const scenarioPathSchema = z.strictObject({ id: z.string().max(64) })

/** The scenario of the path, if the county has it switched on. */
export function scenarioAt({ scenarios }: Pick<ApiServices, 'scenarios'>, id: string): Scenario {
  const scenario = scenarios.find((candidate) => candidate.id === id)
  if (!scenario) throw new Problem('not-found', { detail: `no scenario "${id}" is switched on` })
  return scenario
}
