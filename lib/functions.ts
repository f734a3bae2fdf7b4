import type { Scenario } from '#domain/scenario/scenario.ts'

/** One function: its file in `lambdas/`, and what of the county travels with it. */
export type FunctionPlan = {
  name: string
  /** Whose limits travel with it. */
  scenarios: readonly string[]
  people: boolean
  /** Whether it needs to know the county at all. */
  county: boolean
  /** It loads parts of itself when they are asked for, from files of their own. */
  onDemand: boolean
}

/** All that AWS calls, as `lambdas/` lists it. A detection function carries its own scenario only. */
export function functionPlans(scenarios: readonly Scenario[]): FunctionPlan[] {
  const all = scenarios.map(({ id }) => id)
  const plan = (name: string, carried: readonly string[] = [], people = false): FunctionPlan => ({
    name,
    scenarios: carried,
    people,
    county: true,
    onDemand: false,
  })
  return [
    ...all.map((id) => plan(id, [id])),
    { ...plan('api', all, true), onDemand: true },
    plan('archive'),
    { ...plan('backtest', all), onDemand: true },
    plan('console-authorizer'),
    { ...plan('relay'), county: false },
    { ...plan('salvage', all), onDemand: true },
    { ...plan('site'), county: false },
    { ...plan('sweeper', all), onDemand: true },
    { ...plan('timer', all), onDemand: true },
  ]
}
