import { emptyAgenda } from '#domain/agenda.ts'
import type { CountyContext } from '#domain/county/county-context.ts'
import type { Incident } from '#domain/incident/incident.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import type { Item } from '#domain/ports.ts'
import { memoryKeysOf, type Scenario } from '#domain/scenario/scenario.ts'
import type { StoredIncident } from '#ledger/incidents.ts'
import { keys } from '#ledger/keys.ts'
import type { LimitsAt } from '#ledger/limits.ts'
import { memoryOf } from '#ledger/memories.ts'
import { rowOf } from '#ledger/row-type.ts'
import { incidentRow } from '#ledger/rows/incident-rows.ts'
import { evaluate } from '#pipeline/detection/evaluate.ts'
import { plan } from '#pipeline/detection/plan.ts'

/**
 * The incidents a scenario would have opened over recorded observations under other limits. It runs the very detector and the
 * very planning of the pipeline on memories of its own; nothing is stored, nobody is notified, no device is ordered. Pure.
 */
export function replayDetector(
  scenario: Scenario,
  limitsAt: LimitsAt,
  county: Pick<CountyContext, 'id' | 'kindOf'>,
  observations: readonly Observation[],
  untilMs: number,
): Incident[] {
  const memories = new Map<string, Item>()
  const incidents = new Map<string, StoredIncident>()
  const timers = emptyAgenda()

  const step = (key: string, seen: Observation | Wake) => {
    const item = memories.get(key)
    const evaluation = evaluate(scenario, limitsAt, key, item, [seen])
    for (const write of plan({ scenario, county: county.id, key, item }, evaluation, { incidents })) {
      if (write.type !== 'put') continue
      const version = write.ifVersion + 1
      const item = { ...write.key, ...write, version }
      if (write.key.sk === keys.memory('', '').sk) memories.set(key, item)
      if (write.key.sk === keys.incident('').sk) {
        const { value: incident } = rowOf(incidentRow, item)
        incidents.set(incident.id, { incident, version })
      }
    }
    const { timers: before } = evaluation.before
    const after = timersOf(memories.get(key))
    for (const [name, dueAtMs] of Object.entries(after))
      if (before[name] !== dueAtMs) timers.add(dueAtMs, () => step(key, { kind: 'wake', name, key, observedAtMs: dueAtMs }))
  }
  const timersOf = (item: Item | undefined) => (item ? memoryOf(scenario, item).timers : {})
  const ring = (nowMs: number) => {
    for (let due = timers.peek(); due !== undefined && due <= nowMs; due = timers.peek()) timers.next()?.act()
  }

  for (const observation of observations) {
    ring(observation.receivedAtMs)
    const { site, body, receivedAtMs } = observation
    for (const key of memoryKeysOf(scenario, site, body, county.kindOf, limitsAt(receivedAtMs).limits)) step(key, observation)
  }
  ring(untilMs)
  return [...incidents.values()].map(({ incident }) => incident)
}
