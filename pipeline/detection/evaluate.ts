import type { Withheld } from '#domain/detection/detector.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { isMessage, type Observation, type Wake } from '#domain/observation/observation.ts'
import type { Item } from '#domain/ports.ts'
import { advance } from '#domain/scenario/advance.ts'
import { emptyMemory, type KeyMemory } from '#domain/scenario/key-memory.ts'
import { KnownMessages } from '#domain/scenario/known-messages.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import type { LimitsAt } from '#ledger/limits.ts'
import { memoryOf } from '#ledger/memories.ts'
import { isShelfTimer, releaseShelved } from '#pipeline/detection/held-back.ts'

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
  const known = new KnownMessages(before.known, scenario.relevantForSeconds)
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

/** Whether nothing has to be written and nobody has to be notified. */
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
export function quietSubjects(scenario: Scenario, { before, memory }: Evaluation): string[] {
  if (memory === before) return []
  const sinceMs = relevantSinceMs(scenario, memory) - clockSlackMs
  return Object.entries(before.episodes)
    .filter(([, { lastRaisedAtMs }]) => lastRaisedAtMs + scenario.quietGapSeconds * 1000 < sinceMs)
    .sort(([, a], [, b]) => a.lastRaisedAtMs - b.lastRaisedAtMs)
    .slice(0, forgottenAtOnce)
    .map(([subject]) => subject)
}

/** A trusted clock may be this far ahead of the server's. */
export const clockSlackMs = 600_000

/** What was observed before this moment raises nothing any more. */
export function relevantSinceMs(scenario: Scenario, { newestMs }: KeyMemory): number {
  return newestMs - scenario.relevantForSeconds * 1000
}
