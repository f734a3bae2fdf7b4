import type { IncidentView } from '#domain/api/incident.ts'
import type { Dictionary } from '../../locales/zh.ts'

export const tabs = ['waiting', 'work', 'verify', 'ended'] as const
export type Tab = (typeof tabs)[number]

export const tabTitle: Record<Tab, keyof Pick<Dictionary, 'tabWaiting' | 'tabWork' | 'tabVerify' | 'tabEnded'>> = {
  waiting: 'tabWaiting',
  work: 'tabWork',
  verify: 'tabVerify',
  ended: 'tabEnded',
}

const severityOrder = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']

/** Where an open incident waits. */
export function tabOf(incident: IncidentView): Tab {
  if (incident.ended) return 'ended'
  if (incident.status === 'reported' || incident.status === 'verified') return 'verify'
  return incident.acknowledged ? 'work' : 'waiting'
}

/** Gravest first; among equals the one that waits longest. */
export function byUrgency(a: IncidentView, b: IncidentView): number {
  return severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) || a.openedAt.localeCompare(b.openedAt)
}
