import { timedForAcknowledgement } from '#domain/incident/acknowledgement.ts'
import { isPast, placeFinding } from '#domain/incident/episodes.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { type Shelf, shelfFor } from '#domain/incident/shelf.ts'
import type { TimelineEntry } from '#domain/incident/timeline.ts'
import type { Item, Write } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { armWrite } from '#ledger/deadlines.ts'
import { incidentWrites, type StoredIncident } from '#ledger/incidents.ts'
import { memoryWrite } from '#ledger/memories.ts'
import { commandWrite } from '#ledger/outbox.ts'
import { clockSlackMs, type Evaluation, quietSubjects, relevantSinceMs } from '#pipeline/detection/evaluate.ts'
import { countedWithheld, forgetShelved, heldBackWrites, holdShelved } from '#pipeline/detection/held-back.ts'
import { listedWrites } from '#pipeline/detection/listed.ts'
import { timerWrites } from '#pipeline/detection/timers.ts'

/** Where it is planned: the scenario, the county's id, the key, and the row of its memory as it was read. */
type Place = { scenario: Scenario; county: string; key: string; item: Item | undefined }

/** What the findings meet: the incidents concerned, the shelves in force, and how many lines of lists one commit may hold. */
type Met = { incidents: Map<string, StoredIncident>; shelves?: readonly Shelf[]; linesAtMost?: number | undefined }

/** All that one key has to write, to be committed as one: memory, incidents, their case files, the outbox, the deadlines. Pure. */
export function plan(
  { scenario, county, key, item }: Place,
  evaluation: Evaluation,
  { incidents, shelves = [], linesAtMost }: Met,
): Write[] {
  if (evaluation.memory === evaluation.before) return []
  const { placed, changes } = placeAll({ scenario, county, key }, evaluation, incidents, shelves)
  const held = heldBackWrites(scenario.id, key, item?.version ?? 0, evaluation.before, placed, shelves)
  const { memory, writes: lines } = listedWrites(scenario, key, held.memory, linesAtMost)
  return [
    memoryWrite(scenario, key, memory, item?.version ?? 0),
    ...[...changes.values()].flatMap(({ incident, history }) =>
      incidentWrites(incidents.get(incident.id)?.version ?? 0, incident, history),
    ),
    ...acknowledgeDeadlines([...changes.values()], incidents),
    ...evaluation.commands.map(({ command, atMs }) => commandWrite(command, atMs)),
    ...timerWrites(scenario, key, evaluation.before, memory),
    ...held.writes,
    ...lines,
  ]
}

type IncidentChange = { incident: Incident; atMs: number; history: { incident: Incident; entry: TimelineEntry }[] }

function placeAll(
  { scenario, county, key }: Omit<Place, 'item'>,
  evaluation: Evaluation,
  incidents: Map<string, StoredIncident>,
  shelves: readonly Shelf[],
) {
  const episodes = { ...evaluation.memory.episodes }
  let memory = evaluation.memory
  const changes = new Map<string, IncidentChange>()
  const current = (id: string | undefined) => (id ? (changes.get(id)?.incident ?? incidents.get(id)?.incident) : undefined)
  for (const { why, device, atMs } of evaluation.withheld) memory = countedWithheld(memory, why, device, atMs)
  for (const { finding, atMs } of evaluation.findings) {
    const episode = episodes[finding.subject]
    const shelf = finding.type === 'raise' ? shelfFor(scenario, shelves, finding, atMs) : undefined
    const placed = placeFinding(scenario, county, key, episode, current(episode?.incidentId), finding, atMs, shelf !== undefined)
    if (finding.type === 'clear') memory = forgetShelved(memory, finding.subject)
    if (!placed) continue
    if (placed.episode) episodes[finding.subject] = placed.episode
    if (finding.type === 'raise' && placed.withheld) {
      memory = countedWithheld(memory, placed.withheld, finding.sources[0] ?? '', atMs)
      if (shelf && placed.withheld === 'shelved') memory = holdShelved(memory, finding, shelf)
    }
    if (!placed.change) continue
    const { entry } = placed.change
    const incident = timedForAcknowledgement(placed.change.incident, scenario.unacknowledged, atMs)
    const earlier = changes.get(incident.id)
    changes.set(incident.id, {
      incident,
      atMs,
      history: [...(earlier?.history ?? []), ...(entry ? [{ incident, entry }] : [])],
    })
  }
  for (const subject of quietSubjects(scenario, evaluation)) {
    const episode = episodes[subject]
    if (episode && isPast(scenario, episode, current(episode.incidentId), relevantSinceMs(scenario, evaluation.memory) - clockSlackMs))
      delete episodes[subject]
  }
  return { placed: { ...memory, episodes }, changes }
}

/** A time to acknowledge that has begun gets its deadline; one that has stopped finds, when it is due, that it is no longer waited for. */
function acknowledgeDeadlines(changes: IncidentChange[], before: Map<string, StoredIncident>): Write[] {
  return changes.flatMap(({ incident }) => {
    const { id: incidentId, revision, acknowledgeByMs: dueAtMs } = incident
    if (dueAtMs === undefined || dueAtMs === before.get(incidentId)?.incident.acknowledgeByMs) return []
    return [armWrite({ type: 'acknowledge', incidentId, revision, dueAtMs })]
  })
}
