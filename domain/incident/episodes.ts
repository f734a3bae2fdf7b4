import { compareSeverity, type Finding, type Raise, type Severity } from '#domain/findings/finding.ts'
import { addEvidence, type Change, markOver, openIncident } from '#domain/incident/evidence.ts'
import { type Incident, isEnded } from '#domain/incident/incident.ts'
import type { SuppressionReason } from '#domain/incident/withheld.ts'

/** What a key remembers of the incident its findings belong to. */
export type Episode = { incidentId: string; lastRaisedAtMs: number; severity: Severity; suppressedCount: number }

/** How a scenario tells one episode from the next: its own words for these are in its definition. */
export type EpisodeRules = { id: string; quietGapSeconds: number; suppressionSeconds: number }

/** `withheld`: why it opened no incident and joined none. */
type Placed = { episode?: Episode; change?: Change; withheld?: SuppressionReason }

/**
 * Gives one finding its place: it opens an incident, adds to the open one, or is suppressed because an officer has just
 * ended it and it has not become graver, or opens nothing because it is shelved. `incident` is the episode's incident as stored, if there is an episode.
 * `undefined`: the finding clears something that was never raised.
 */
export function placeFinding(
  rules: EpisodeRules,
  county: string,
  key: string,
  episode: Episode | undefined,
  incident: Incident | undefined,
  finding: Finding,
  nowMs: number,
  isShelved = false,
): Placed | undefined {
  if (finding.type === 'clear') {
    if (!episode || !incident || isEnded(incident)) return undefined
    return { episode, change: markOver(incident, finding, nowMs) }
  }
  const opened = () => (isShelved ? { withheld: 'shelved' as const } : open(rules, county, key, finding, nowMs, incident))
  if (!episode || !incident || episodeIsOver(rules, episode, incident, finding)) return opened()
  if (!isEnded(incident)) return { episode: continued(episode, finding), change: addEvidence(incident, finding, nowMs) }
  if (compareSeverity(finding.severity, incident.severity) > 0) return opened()
  return { episode: { ...continued(episode, finding), suppressedCount: episode.suppressedCount + 1 }, withheld: 'dismissed' }
}

/**
 * Whether an episode can be forgotten: no finding that may still come could belong to it, add to it, or be suppressed by it.
 * `relevantSinceMs`: nothing observed before can raise any more. Whoever replays what is relevant finds the same without it.
 */
export function isPast(rules: EpisodeRules, episode: Episode, incident: Incident | undefined, relevantSinceMs: number): boolean {
  if (episode.lastRaisedAtMs + rules.quietGapSeconds * 1000 >= relevantSinceMs) return false
  if (!incident) return true
  if (!isEnded(incident)) return incident.condition.state === 'over'
  return (incident.ended?.atMs ?? incident.updatedAtMs) + rules.suppressionSeconds * 1000 < relevantSinceMs
}

function open(rules: EpisodeRules, county: string, key: string, raise: Raise, nowMs: number, previous?: Incident): Placed {
  const change = openIncident(county, rules.id, key, raise, nowMs, previous)
  return {
    episode: { incidentId: change.incident.id, lastRaisedAtMs: raise.observedAtMs, severity: raise.severity, suppressedCount: 0 },
    change,
  }
}

/** An open incident's episode ends after the quiet gap; an ended one keeps its subject quiet for the suppression window. */
function episodeIsOver(rules: EpisodeRules, episode: Episode, incident: Incident, raise: Raise): boolean {
  if (!isEnded(incident)) return raise.observedAtMs - episode.lastRaisedAtMs > rules.quietGapSeconds * 1000
  return raise.observedAtMs - (incident.ended?.atMs ?? incident.updatedAtMs) > rules.suppressionSeconds * 1000
}

function continued(episode: Episode, raise: Raise): Episode {
  const severity = compareSeverity(raise.severity, episode.severity) > 0 ? raise.severity : episode.severity
  return { ...episode, severity, lastRaisedAtMs: Math.max(episode.lastRaisedAtMs, raise.observedAtMs) }
}
