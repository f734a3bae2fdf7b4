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

/** What a replay has come to: memories by their key, and the incidents that were opened. Plain JSON, so that it can be put away. */
export type ReplayState = { memories: [string, Item][]; incidents: StoredIncident[] }

/** A replay in hand. */
export type Replay = {
  /** Takes the next observations, in the order they came in, and lets every timer run out that was due until a moment, epoch ms. */
  take(observations: readonly Observation[], untilMs: number): void
  state(): ReplayState
}

/**
 * Runs the very detector and the very planning of the pipeline on memories of its own, from the beginning or from where another
 * replay stopped; nothing is stored, nobody is notified, no device is ordered. Which timers wait is read from the memories each
 * time, so that a replay that was put away and taken up again goes on exactly as one that never stopped.
 */
export function startReplay(
  scenario: Scenario,
  limitsAt: LimitsAt,
  county: Pick<CountyContext, 'id' | 'kindOf'>,
  from: ReplayState = { memories: [], incidents: [] },
): Replay {
  const memories = new Map(from.memories)
  const incidents = new Map(from.incidents.map((stored) => [stored.incident.id, stored]))
  let timers = emptyAgenda()

  const timersOf = (item: Item | undefined) => (item ? memoryOf(scenario, item).timers : {})
  const enter = (key: string, name: string, dueAtMs: number) =>
    timers.add(dueAtMs, () => step(key, { kind: 'wake', name, key, observedAtMs: dueAtMs }))
  const step = (key: string, seen: Observation | Wake) => {
    const item = memories.get(key)
    const evaluation = evaluate(scenario, limitsAt, key, item, [seen])
    for (const write of plan({ scenario, county: county.id, key, item }, evaluation, { incidents })) {
      if (write.type !== 'put') continue
      const version = write.ifVersion + 1
      const { key: at, value, schemaVersion } = write
      const item = { ...at, value, version, ...(schemaVersion !== undefined && { schemaVersion }) }
      if (at.sk === keys.memory('', '').sk) memories.set(key, item)
      if (at.sk === keys.incident('').sk) {
        const { value: incident } = rowOf(incidentRow, item)
        incidents.set(incident.id, { incident, version })
      }
    }
    const { timers: before } = evaluation.before
    for (const [name, dueAtMs] of Object.entries(timersOf(memories.get(key)))) if (before[name] !== dueAtMs) enter(key, name, dueAtMs)
  }
  const ring = (nowMs: number) => {
    for (let due = timers.peek(); due !== undefined && due <= nowMs; due = timers.peek()) timers.next()?.act()
  }

  return {
    take(observations, untilMs) {
      timers = emptyAgenda()
      for (const [key, item] of memories) for (const [name, dueAtMs] of Object.entries(timersOf(item))) enter(key, name, dueAtMs)
      for (const observation of observations) {
        ring(observation.receivedAtMs)
        const { site, body, receivedAtMs } = observation
        for (const key of memoryKeysOf(scenario, site, body, county.kindOf, limitsAt(receivedAtMs).limits)) step(key, observation)
      }
      ring(untilMs)
    },
    state: () => ({ memories: [...memories], incidents: [...incidents.values()] }),
  }
}

/** The incidents a scenario would have opened over recorded observations under other limits. Pure. */
export function replayDetector(
  scenario: Scenario,
  limitsAt: LimitsAt,
  county: Pick<CountyContext, 'id' | 'kindOf'>,
  observations: readonly Observation[],
  untilMs: number,
): Incident[] {
  const replay = startReplay(scenario, limitsAt, county)
  replay.take(observations, untilMs)
  return replay.state().incidents.map(({ incident }) => incident)
}
