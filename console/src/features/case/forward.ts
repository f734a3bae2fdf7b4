import type { IncidentView } from '#domain/api/incident.ts'
import type { Command } from '../../shared/key-command.ts'

const forwardFrom: Partial<Record<IncidentView['status'], Command>> = {
  detected: 'confirm',
  confirmed: 'dispatch',
  dispatched: 'accept',
  handling: 'report',
  reported: 'verify',
  verified: 'close',
  closed: 'evaluate',
}

/** The one command that takes a case a step forward; nothing when that is not for this person to do. */
export function forwardCommand({ status, allowed }: Pick<IncidentView, 'status' | 'allowed'>): Command | undefined {
  const next = allowed.includes('acknowledge') ? 'acknowledge' : forwardFrom[status]
  return next && allowed.includes(next) ? next : undefined
}
