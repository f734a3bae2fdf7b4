import type { Incident } from '#domain/incident/incident.ts'
import { isEnded } from '#domain/incident/incident.ts'
import type { TimelineEntry } from '#domain/incident/timeline.ts'
import type { Store, Write } from '#domain/ports.ts'
import { keys, views } from '#ledger/keys.ts'
import { feedWrite } from '#ledger/outbox.ts'
import { putRow, rangeRows, readRows } from '#ledger/row-type.ts'
import { timelineRow } from '#ledger/rows/incident-rows.ts'

/** An incident with the version it was read at. */
export type StoredIncident = { incident: Incident; version: number }

export async function readIncident(store: Store, id: string): Promise<StoredIncident | undefined> {
  return (await readIncidents(store, [id])).get(id)
}

export async function readIncidents(store: Store, ids: string[]): Promise<Map<string, StoredIncident>> {
  if (ids.length === 0) return new Map()
  const rows = await readRows(store, ids.map(keys.incident))
  return new Map(rows.flatMap((row) => (row ? [[row.value.id, { incident: row.value, version: row.version }]] : [])))
}

/** The rows of one changed incident: itself, the new lines of its case file, and what is published of each. */
export function incidentWrites(version: number, incident: Incident, history: { incident: Incident; entry: TimelineEntry }[]): Write[] {
  const listed = views.incidents(incident.openedAtMs, incident.id)
  const open = isEnded(incident) ? undefined : views.openIncidents(incident.openedAtMs, incident.id)
  const row = putRow(keys.incident(incident.id), incident, version, { views: { a: listed, ...(open && { b: open }) } })
  const told = history.flatMap(({ incident: then, entry }) => [
    putRow(keys.timelineEntry(incident.id, entry.sequence), entry, 0),
    feedWrite(then, entry.action),
  ])
  return [row, ...told]
}

/** The case file from an entry on. */
export async function readTimeline(store: Store, id: string, afterSequence: number, limit: number): Promise<TimelineEntry[]> {
  const { pk, sk } = keys.timelineEntry(id, afterSequence)
  const rows = await rangeRows(store, timelineRow, { pk, after: sk, limit })
  return rows.map(({ value }) => value)
}
