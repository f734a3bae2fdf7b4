import { TooMuchContention } from '#domain/errors.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import type { Item } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { readIncidents } from '#ledger/incidents.ts'
import { keys } from '#ledger/keys.ts'
import { readShelves } from '#ledger/shelves.ts'
import { type Evaluation, evaluate, incidentsConcerned, raises } from '#pipeline/detection/evaluate.ts'
import { plan } from '#pipeline/detection/plan.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'

const attempts = 8
/** DynamoDB's limit for one transaction. */
const maxWrites = 100
/** A memory that has more lines to list than one commit holds lists so many now and the others with its next changes. */
const fewLines = 20

/** The key's memory as the caller has read it (`item` is undefined for a key that remembers nothing), and what the arrivals made of it. */
export type FirstPass = { item: Item | undefined; evaluation?: Evaluation }

/**
 * The unit of work: what arrived for one key becomes one atomic commit, conditional on every row that was read. Losing the
 * race for a row repeats the whole unit; repeating it after a success finds its messages known. Answers the messages whose
 * id had been used for other content.
 */
export async function advanceKey(
  services: DetectionServices,
  scenario: Scenario,
  key: string,
  arrivals: (Observation | Wake)[],
  first?: FirstPass,
): Promise<Observation[]> {
  const { store, county, clock, rng } = services
  const limitsAt = await services.limits.of(scenario)
  let item = first ? first.item : (await store.get([keys.memory(scenario.id, key)]))[0]
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const evaluation = (attempt === 1 && first?.evaluation) || evaluate(scenario, limitsAt, key, item, arrivals)
    const incidents = await readIncidents(store, incidentsConcerned(scenario, evaluation))
    // Shelves are looked at only where something was found: a quiet message never asks.
    const shelves = raises(evaluation) ? await readShelves(store, scenario.id, earliestMs(evaluation)) : []
    const planned = (lines?: number) =>
      plan({ scenario, county: county.id, key, item }, evaluation, { incidents, shelves, linesAtMost: lines })
    let writes = planned()
    if (writes.length > maxWrites && arrivals.length > 1) return inHalves(services, scenario, key, arrivals)
    if (writes.length > maxWrites) writes = planned(fewLines)
    if (writes.length === 0 || (await store.commit(writes)).type === 'committed') return evaluation.conflicting
    await clock.sleep(rng.next() * 20 * 2 ** attempt)
    item = (await store.get([keys.memory(scenario.id, key)]))[0]
  }
  throw new TooMuchContention(`${scenario.id}/${key}: no commit in ${attempts} attempts`)
}

function earliestMs({ findings }: Evaluation): number {
  return findings.reduce((least, { atMs }) => Math.min(least, atMs), Number.MAX_SAFE_INTEGER)
}

async function inHalves(services: DetectionServices, scenario: Scenario, key: string, arrivals: (Observation | Wake)[]) {
  const middle = Math.ceil(arrivals.length / 2)
  const first = await advanceKey(services, scenario, key, arrivals.slice(0, middle))
  return [...first, ...(await advanceKey(services, scenario, key, arrivals.slice(middle)))]
}
