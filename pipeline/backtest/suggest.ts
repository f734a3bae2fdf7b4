import type { LimitsWith } from '#domain/county/county-context.ts'
import { overrideAt } from '#domain/county/override-at.ts'
import type { Parameter } from '#domain/county/parameters.ts'
import { valueAt } from '#domain/county/parameters.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { labelOf } from '#domain/incident/label.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import type { LimitsAt } from '#ledger/limits.ts'
import { type BacktestServices, recorded } from '#pipeline/backtest/backtest.ts'
import { isSameEvent } from '#pipeline/backtest/compare.ts'
import { replayDetector } from '#pipeline/backtest/replay-detector.ts'

/** Every value is a replay of its own, and all of them have to fit into the time of one request. */
export const mostMessagesSuggested = 20_000
/** Fewer closures say more about chance than about the limit. */
export const leastLabels = { false: 3, all: 5 }
/** How far from the present value towards either bound. */
const steps = [0.1, 0.25, 0.5, 0.75]

/** Nobody has said of enough incidents whether they were right. */
export class TooFewLabels extends Error {
  override readonly name = 'TooFewLabels'
}

export type Step = { value: number; falseRemoved: number; trueLost: number; added: number }
export type Suggestion = {
  present: number
  labelledTrue: number
  labelledFalse: number
  steps: Step[]
  suggested?: Step
  lacksBeforeMs?: number
}
type Question = { scenario: Scenario; parameter: Parameter; fromMs: number; toMs: number; labelled: readonly Incident[] }

/**
 * Tries a ladder of values of one limit on what was recorded and answers the one that removes the most incidents that people
 * found false and loses none that they found true; among equals the one nearest to the present. It applies nothing.
 */
export async function suggestLimit(
  services: BacktestServices,
  { scenario, parameter, fromMs, toMs, labelled }: Question,
  limitsWith: (overrides: Record<string, unknown>) => LimitsWith,
  most = mostMessagesSuggested,
): Promise<Suggestion> {
  const now = limitsWith({})
  const present = now.ok ? Number(valueAt(now.stated, parameter.path)) : Number.NaN
  refuseTooFew(labelled)
  const limitsAt = await services.limits.of(scenario)
  const { observations, untilMs, ...lacking } = await recorded(services, { scenario, limits: undefined, fromMs, toMs }, most)
  const replayed = (at: LimitsAt) => replayDetector(scenario, at, services.county, observations, untilMs)
  const base = replayed(limitsAt)
  // A case that the replay does not bring back cannot be judged by it.
  const known = labelled.filter((incident) => base.some((one) => isSameEvent(one, incident)))
  refuseTooFew(known)
  const ladder = ladderOf(parameter, present).flatMap((value): Step[] => {
    const tried = limitsWith(overrideAt(parameter.path, value))
    if (!tried.ok) return []
    const after = replayed(() => ({ limits: tried.limits }))
    const gone = known.filter((incident) => !after.some((one) => isSameEvent(one, incident)))
    const added = after.filter((incident) => !base.some((one) => isSameEvent(one, incident))).length
    return [{ value, falseRemoved: labels(gone, 'false'), trueLost: labels(gone, 'true'), added }]
  })
  const good = ladder.filter(({ falseRemoved, trueLost }) => falseRemoved > 0 && trueLost === 0)
  const [suggested] = good.sort((a, b) => b.falseRemoved - a.falseRemoved || a.added - b.added || away(a, present) - away(b, present))
  return {
    ...lacking,
    present,
    labelledTrue: labels(known, 'true'),
    labelledFalse: labels(known, 'false'),
    steps: ladder,
    ...(suggested && { suggested }),
  }
}

/** Values between the present one and the bounds of the schema, in order. */
export function ladderOf({ takes, least, most }: Parameter, present: number): number[] {
  const towards = [least, most].flatMap((bound) => (bound === undefined ? [] : steps.map((share) => present + (bound - present) * share)))
  const rounded = towards.map((value) => (takes === 'whole number' ? Math.round(value) : Number(value.toPrecision(3))))
  return [...new Set(rounded)].filter((value) => value !== present).sort((a, b) => a - b)
}

function refuseTooFew(labelled: readonly Incident[]): void {
  const wrong = labels(labelled, 'false')
  const all = wrong + labels(labelled, 'true')
  if (wrong < leastLabels.false || all < leastLabels.all)
    throw new TooFewLabels(
      `${all} incidents of this time were ended as true or false, ${wrong} of them false; at least ${leastLabels.all} and ${leastLabels.false} are needed: choose a longer time`,
    )
}

function labels(incidents: readonly Incident[], label: 'true' | 'false'): number {
  return incidents.filter((incident) => labelOf(incident) === label).length
}

function away({ value }: Step, present: number): number {
  return Math.abs(value - present)
}
