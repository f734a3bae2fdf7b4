import type { Incident } from '#domain/incident/incident.ts'
import { isEnded } from '#domain/incident/incident.ts'
import type { TimelineEntry } from '#domain/incident/timeline.ts'
import type { Item, Store, Write } from '#domain/ports.ts'
import { keys, views } from '#ledger/keys.ts'
import { feedWrite } from '#ledger/outbox.ts'

/** An incident with the version it was read at. */
export type StoredIncident = { incident: Incident; version: number }

export async function readIncident(store: Store, id: string): Promise<StoredIncident | undefined> {
  return (await readIncidents(store, [id])).get(id)
}

export async function readIncidents(store: Store, ids: string[]): Promise<Map<string, StoredIncident>> {
  if (ids.length === 0) return new Map()
  const items = await store.get(ids.map((id) => keys.incident(id)))
  return new Map(items.filter((item) => item !== undefined).map((item) => [(item.value as Incident).id, stored(item)]))
}

/** The rows of one changed incident: itself, the new lines of its case file, and what the outside is told of each. */
export function incidentWrites(version: number, incident: Incident, history: { incident: Incident; entry: TimelineEntry }[]): Write[] {
  const listed = views.incidents(incident.openedAtMs, incident.id)
  const open = isEnded(incident) ? undefined : views.openIncidents(incident.openedAtMs, incident.id)
  const row: Write = {
    type: 'put',
    key: keys.incident(incident.id),
    value: incident,
    ifVersion: version,
    views: { a: listed, ...(open && { b: open }) },
  }
  const told = history.flatMap(({ incident: then, entry }) => [
    { type: 'put', key: keys.timelineEntry(incident.id, entry.sequence), value: entry, ifVersion: 0 } satisfies Write,
    feedWrite(then, entry.action),
  ])
  return [row, ...told]
}

/** The case file from an entry on. */
export async function readTimeline(store: Store, id: string, afterSequence: number, limit: number): Promise<TimelineEntry[]> {
  const { pk, sk } = keys.timelineEntry(id, afterSequence)
  const items = await store.range({ pk, after: sk, limit })
  return items.map((item) => item.value as TimelineEntry)
}

export function stored(item: Item): StoredIncident {
  return { incident: item.value as Incident, version: item.version }
}
