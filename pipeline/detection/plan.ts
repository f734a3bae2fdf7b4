import type { Withheld } from '#domain/detection/detector.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { timedForAcknowledgement } from '#domain/incident/acknowledgement.ts'
import { isPast, placeFinding } from '#domain/incident/episodes.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { type Shelf, shelfFor } from '#domain/incident/shelf.ts'
import type { TimelineEntry } from '#domain/incident/timeline.ts'
import { isMessage, type Observation, type Wake } from '#domain/observation/observation.ts'
import type { Item, Write } from '#domain/ports.ts'
import { advance } from '#domain/scenario/advance.ts'
import { emptyMemory, type KeyMemory } from '#domain/scenario/key-memory.ts'
import { KnownMessages } from '#domain/scenario/known-messages.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { armWrites, disarmWrite } from '#ledger/deadlines.ts'
import { incidentWrites, type StoredIncident } from '#ledger/incidents.ts'
import type { LimitsAt } from '#ledger/limits.ts'
import { memoryOf, memoryWrite } from '#ledger/memories.ts'
import { commandWrite } from '#ledger/outbox.ts'
import type { Deadline } from '#ledger/rows/event-rows.ts'
import { countedWithheld, forgetShelved, heldBackWrites, holdShelved, isShelfTimer, releaseShelved } from '#pipeline/detection/held-back.ts'
import { listedWrites } from '#pipeline/detection/listed.ts'

/** What one key made of its arrivals, before its findings have met the incidents. */
export type Evaluation = {
  before: KeyMemory
  memory: KeyMemory
  findings: { finding: Finding; atMs: number }[]
  commands: { command: DeviceCommand; atMs: number }[]
  /** What the county had agreed to beforehand. */
  withheld: (Withheld & { atMs: number })[]
  /** Messages whose id was used before for other content. */
  conflicting: Observation[]
}

/**
 * Takes a key's messages and timers through the detector, in order, leaving out what is known. Each is judged by the limits in
 * force when the server received it, however late it is worked through. Pure.
 */
export function evaluate(
  scenario: Scenario,
  limitsAt: LimitsAt,
  key: string,
  item: Item | undefined,
  arrivals: (Observation | Wake)[],
): Evaluation {
  const before = item ? memoryOf(scenario, item) : emptyMemory
  const known = new KnownMessages(before.known)
  const evaluation: Evaluation = { before, memory: before, findings: [], commands: [], withheld: [], conflicting: [] }
  for (const seen of arrivals) {
    const verdict = isMessage(seen) ? known.verdictOn(seen) : 'new'
    if (verdict === 'conflicting') evaluation.conflicting.push(seen as Observation)
    if (verdict !== 'new') continue
    const atMs = isMessage(seen) ? seen.receivedAtMs : seen.observedAtMs
    if (!isMessage(seen) && isShelfTimer(seen.name)) {
      const { memory, raise } = releaseShelved(evaluation.memory, seen.name)
      evaluation.memory = memory
      if (raise) evaluation.findings.push({ finding: raise, atMs })
      continue
    }
    const { limits, version } = limitsAt(atMs)
    const step = advance(scenario, limits, key, evaluation.memory, seen)
    const hadEffect = step.memory !== evaluation.memory
    if (hadEffect && isMessage(seen)) known.remember(seen)
    evaluation.memory = step.memory
    evaluation.findings.push(...step.findings.map((finding) => ({ finding: judgedBy(finding, version), atMs })))
    evaluation.commands.push(...step.commands.map((command) => ({ command, atMs })))
    evaluation.withheld.push(...step.withheld.map((one) => ({ ...one, atMs })))
  }
  if (evaluation.memory !== before) {
    evaluation.memory = { ...evaluation.memory, known: known.entriesSince(relevantSinceMs(scenario, evaluation.memory)) }
  }
  return evaluation
}

/** The finding with the version of the limits in its reason, for whoever asks later why it rang. */
function judgedBy(finding: Finding, limitsVersion: number | undefined): Finding {
  if (finding.type !== 'raise' || limitsVersion === undefined) return finding
  return { ...finding, reason: { ...finding.reason, limitsVersion } }
}

/** Whether nothing has to be written and nobody has to be told anything. */
export function isQuiet({ before, memory, conflicting }: Evaluation): boolean {
  return memory === before && conflicting.length === 0
}

/** Whether anything was found that could open an incident. */
export function raises(evaluation: Evaluation): boolean {
  return evaluation.findings.some(({ finding }) => finding.type === 'raise')
}

/** The ids of the incidents that the findings may belong to, and of those that may be forgotten with this write. */
export function incidentsConcerned(scenario: Scenario, evaluation: Evaluation): string[] {
  const subjects = new Set([...evaluation.findings.map(({ finding }) => finding.subject), ...quietSubjects(scenario, evaluation)])
  return [...subjects].flatMap((subject) => evaluation.before.episodes[subject]?.incidentId ?? [])
}

/** A commit looks after this many old episodes: the others' turn comes with the next ones. */
const forgottenAtOnce = 20

/** The longest silent subjects: their episodes have ended, if their incidents have. */
function quietSubjects(scenario: Scenario, { before, memory }: Evaluation): string[] {
  if (memory === before) return []
  const sinceMs = relevantSinceMs(scenario, memory) - clockSlackMs
  return Object.entries(before.episodes)
    .filter(([, { lastRaisedAtMs }]) => lastRaisedAtMs + scenario.quietGapSeconds * 1000 < sinceMs)
    .sort(([, a], [, b]) => a.lastRaisedAtMs - b.lastRaisedAtMs)
    .slice(0, forgottenAtOnce)
    .map(([subject]) => subject)
}

/** A trusted clock may be this far ahead of the server's. */
const clockSlackMs = 600_000

/** What was observed before this moment raises nothing any more. */
function relevantSinceMs(scenario: Scenario, { newestMs }: KeyMemory): number {
  return newestMs - scenario.relevantForSeconds * 1000
}

/** All that one key has to write, to be committed as one: memory, incidents, their case files, the outbox, the deadlines. Pure. */
export function plan(
  scenario: Scenario,
  county: string,
  key: string,
  item: Item | undefined,
  evaluation: Evaluation,
  incidents: Map<string, StoredIncident>,
  shelves: readonly Shelf[] = [],
  linesAtMost?: number,
): Write[] {
  if (evaluation.memory === evaluation.before) return []
  const { placed, changes } = placeAll(scenario, county, key, evaluation, incidents, shelves)
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
  scenario: Scenario,
  county: string,
  key: string,
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
  return changes.flatMap(({ incident, atMs }) => {
    const { id: incidentId, revision, acknowledgeByMs: dueAtMs } = incident
    if (dueAtMs === undefined || dueAtMs === before.get(incidentId)?.incident.acknowledgeByMs) return []
    return armWrites({ type: 'acknowledge', incidentId, revision, dueAtMs }, atMs)
  })
}

function timerWrites(scenario: Scenario, key: string, before: KeyMemory, memory: KeyMemory): Write[] {
  const names = new Set([...Object.keys(before.timers), ...Object.keys(memory.timers)])
  return [...names].flatMap((name) => {
    const [was, is] = [before.timers[name], memory.timers[name]]
    if (was === is) return []
    const deadline = (dueAtMs: number): Deadline => ({ type: 'wake', scenario: scenario.id, key, name, dueAtMs })
    return [
      ...(was === undefined ? [] : [disarmWrite(deadline(was))]),
      ...(is === undefined ? [] : armWrites(deadline(is), memory.newestMs)),
    ]
  })
}
