import type { IncidentView } from '#domain/api/incident.ts'

export const tabs = ['waiting', 'work', 'verify', 'ended'] as const
export type Tab = (typeof tabs)[number]

const severityOrder = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']

/** The incidents of each tab, those that wait by their urgency. */
export function groupByTab(incidents: IncidentView[]): Record<Tab, IncidentView[]> {
  const groups: Record<Tab, IncidentView[]> = { waiting: [], work: [], verify: [], ended: [] }
  for (const incident of incidents) groups[tabOf(incident)].push(incident)
  for (const name of ['waiting', 'work', 'verify'] as const) groups[name].sort(byUrgency)
  return groups
}

/** Where an open incident waits. */
function tabOf(incident: IncidentView): Tab {
  if (incident.ended) return 'ended'
  if (incident.status === 'reported' || incident.status === 'verified') return 'verify'
  return incident.acknowledged ? 'work' : 'waiting'
}

/** Gravest first; among equals the one that waits longest. */
function byUrgency(a: IncidentView, b: IncidentView): number {
  return severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) || a.openedAt.localeCompare(b.openedAt)
}
