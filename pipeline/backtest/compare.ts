import { type Severity, severities } from '#domain/findings/finding.ts'
import type { Incident } from '#domain/incident/incident.ts'

/** What other limits would have changed: incidents that only they open, that they no longer open, and that they judge otherwise. */
export type Comparison = { added: Incident[]; removed: Incident[]; kept: number; changed: { before: Incident; after: Incident }[] }

/** Two incidents are the same event when they have one subject and their times touch. */
const apartMs = 10 * 60_000

/** Compares the incidents of one replay with those of another. */
export function compareIncidents(before: readonly Incident[], after: readonly Incident[]): Comparison {
  const partnerOf = (incident: Incident, others: readonly Incident[]) => others.find((other) => isSameEvent(incident, other))
  const pairs = after.flatMap((incident) => {
    const partner = partnerOf(incident, before)
    return partner ? [{ before: partner, after: incident }] : []
  })
  return {
    added: after.filter((incident) => !partnerOf(incident, before)),
    removed: before.filter((incident) => !partnerOf(incident, after)),
    kept: pairs.length,
    changed: pairs.filter((pair) => pair.before.severity !== pair.after.severity || pair.before.level !== pair.after.level),
  }
}

/** How many incidents of each severity, gravest first. */
export function bySeverity(incidents: readonly Incident[]): Partial<Record<Severity, number>> {
  const counts: Partial<Record<Severity, number>> = {}
  for (const severity of severities.toReversed()) {
    const count = incidents.filter((incident) => incident.severity === severity).length
    if (count > 0) counts[severity] = count
  }
  return counts
}

/** Whether two incidents are one event: one subject, and their times touch. */
export function isSameEvent(a: Incident, b: Incident): boolean {
  const touch = a.episodeStartedAtMs <= b.lastObservedAtMs + apartMs && b.episodeStartedAtMs <= a.lastObservedAtMs + apartMs
  return a.subject === b.subject && touch
}
