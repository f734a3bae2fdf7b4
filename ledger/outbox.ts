import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Incident } from '#domain/incident/incident.ts'
import type { Write } from '#domain/ports.ts'
import { keys, padded } from '#ledger/keys.ts'
import { putRow } from '#ledger/row-type.ts'
import type { DecisionEvent, DeviceEvent, IncidentEvent } from '#ledger/rows/event-rows.ts'

/** The write that tells the outside what happened to an incident, in the order of its revisions. */
export function feedWrite(incident: Incident, action: string): Write {
  const { scenario, status, severity, level, areaId, revision } = incident
  const event: IncidentEvent = {
    type: `cn.county-sense.incident.${eventName(action)}.v1`,
    id: `${incident.id}.${revision}`,
    subject: incident.id,
    atMs: incident.updatedAtMs,
    data: { incidentId: incident.id, scenario, status, severity, level, ...(areaId && { areaId }), revision, action },
  }
  // Revisions of one incident never go back in time, so this order is the order of its changes.
  const order = `${padded(incident.updatedAtMs, 15)}#${incident.id}#${padded(revision, 8)}`
  return putRow(keys.outbox(incident.id, order), { channel: 'feed', event }, 0)
}

/** The write that tells the outside of a decision or of a change of the register, in the order they were made. */
export function decisionWrite(event: DecisionEvent | DeviceEvent): Write {
  const key = keys.outbox(event.subject, `${padded(event.atMs, 15)}#${event.id}`)
  return putRow(key, { channel: 'feed', event }, 0)
}

/** The write that has the relay give an order to a device. */
export function commandWrite(command: DeviceCommand, atMs: number): Write {
  const key = keys.outbox(command.device, `${padded(atMs, 15)}#command#${command.id}`)
  return putRow(key, { channel: 'command', command }, 0)
}

function eventName(action: string): 'created' | 'updated' | 'escalated' | 'closed' {
  if (action === 'detected') return 'created'
  if (action === 'escalated' || action === 'unacknowledged') return 'escalated'
  return action === 'close' || action === 'dismiss' || action === 'merge' ? 'closed' : 'updated'
}
