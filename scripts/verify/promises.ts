import type { Incident } from '#domain/incident/incident.ts'
import { firstBrokenEntry, type TimelineEntry } from '#domain/incident/timeline.ts'
import type { Item } from '#domain/ports.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { broughtForward, rowOf } from '#ledger/row-type.ts'
import { rowTypeAt, valuesOf } from '#ledger/row-type-at.ts'
import type { FeedEvent, OutboxEntry } from '#ledger/rows/event-rows.ts'
import { feedEventRow, outboxRow } from '#ledger/rows/event-rows.ts'
import { incidentRow, timelineRow } from '#ledger/rows/incident-rows.ts'
import { memoryRow } from '#ledger/rows/memory-row.ts'

export type Verdict = { incidents: number; entries: number; events: number; waiting: number; broken: string[] }

/** Holds a ledger against the promises that can be seen in it. `rows` are all its rows; memories are held against the schemas of `scenarios`. */
export function verifyLedger(rows: Item[], scenarios: readonly Scenario[] = []): Verdict {
  const incidents = valuesOf(rows, incidentRow)
  const entries = valuesOf(rows, timelineRow)
  const events = valuesOf(rows, feedEventRow).sort((a, b) => a.sequence - b.sequence)
  const waiting = valuesOf(rows, outboxRow)
  const broken = [
    ...unreadableRows(rows, scenarios),
    ...feedBreaks(events),
    ...caseFileBreaks(incidents, entries),
    ...tellingBreaks(entries, events, waiting),
    ...memoryBreaks(valuesOf(rows, memoryRow), incidents),
  ]
  return { incidents: incidents.length, entries: entries.length, events: events.length, waiting: waiting.length, broken }
}

/** Rows that the code cannot read: damaged, or written by a newer release. */
function unreadableRows(rows: readonly Item[], scenarios: readonly Scenario[]): string[] {
  return rows.flatMap((item) => {
    const type = rowTypeAt(item)
    try {
      if (type) rowOf({ ...type, trusted: undefined }, item)
      if (type === memoryRow) checkMemory(item, scenarios)
      return []
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
  })
}

/** The detector's part of a memory, held against its scenario's schema. @throws RowUnreadable */
function checkMemory(item: Item, scenarios: readonly Scenario[]): void {
  const scenario = scenarios.find(({ id }) => item.pk.startsWith(`MEMORY#${id}#`))
  if (!scenario) return
  const { detector, detectorVersion = 1 } = rowOf(memoryRow, item).value
  if (detector !== undefined)
    broughtForward({ name: `memory of ${scenario.id}`, ...scenario.memory }, detector, detectorVersion, `row ${item.pk}`)
}

function feedBreaks(events: FeedEvent[]): string[] {
  const first = events[0]?.sequence ?? 1
  const gaps = events.flatMap(({ sequence }, index) => (sequence === first + index ? [] : [`the feed has a gap before ${sequence}`]))
  const ids = new Set(events.map(({ id }) => id))
  return [...gaps.slice(0, 5), ...(ids.size === events.length ? [] : [`the feed tells ${events.length - ids.size} event(s) twice`])]
}

function caseFileBreaks(incidents: Incident[], entries: TimelineEntry[]): string[] {
  const files = new Map<string, TimelineEntry[]>()
  for (const entry of entries) files.set(entry.incidentId, [...(files.get(entry.incidentId) ?? []), entry])
  return incidents.flatMap((incident) => {
    const file = (files.get(incident.id) ?? []).sort((a, b) => a.sequence - b.sequence)
    const bad = firstBrokenEntry(file)
    if (bad) return [`the case file of ${incident.id} is broken at entry ${bad.sequence}`]
    if (file.length !== incident.timeline.length || file.at(-1)?.hash !== incident.timeline.hash)
      return [`the case file of ${incident.id} has ${file.length} entries, the incident says ${incident.timeline.length}`]
    return []
  })
}

/** Every line of every case file has been told, or waits to be; events older than the feed keeps are not asked for. */
function tellingBreaks(entries: TimelineEntry[], events: FeedEvent[], waiting: OutboxEntry[]): string[] {
  const told = new Set([...events.map(({ id }) => id), ...waiting.flatMap((row) => (row.channel === 'feed' ? [row.event.id] : []))])
  const oldest = events[0]?.sequence === 1 ? 0 : (events[0]?.atMs ?? 0)
  return entries
    .filter(({ incidentId, sequence, atMs }) => atMs >= oldest && !told.has(`${incidentId}.${sequence}`))
    .map(({ incidentId, sequence }) => `nobody was told of ${incidentId}.${sequence}`)
}

function memoryBreaks(memories: KeyMemory[], incidents: Incident[]): string[] {
  const known = new Set(incidents.map(({ id }) => id))
  return memories.flatMap(({ episodes }) =>
    Object.values(episodes).flatMap(({ incidentId }) =>
      known.has(incidentId) ? [] : [`an episode remembers ${incidentId}, which does not exist`],
    ),
  )
}
