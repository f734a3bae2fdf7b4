import { type Incident, isEnded } from '#domain/incident/incident.ts'
import { firstBrokenEntry, type TimelineEntry } from '#domain/incident/timeline.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import type { FeedEvent } from '#ledger/rows/event-rows.ts'
import type { ProbeMemory } from '#test/fixtures/probe-scenario.ts'
import type { World } from '#test/simulation/world.ts'

/** Every promise that a finished history broke, in words; empty when all were kept. */
export function brokenPromises(world: World, alarmsByArea: Map<string, number>): string[] {
  const rows = [...world.truth.rows.values()]
  const valuesOf = <Value>(prefix: string, sk = '') =>
    rows.filter((row) => row.pk.startsWith(prefix) && row.sk.startsWith(sk)).map((row) => row.value as Value)
  const incidents = valuesOf<Incident>('INCIDENT#', 'incident')
  const entries = valuesOf<TimelineEntry>('INCIDENT#', 'timeline#')
  const events = valuesOf<FeedEvent>('FEED#').sort((a, b) => a.sequence - b.sequence)
  return [
    ...everyAlarmCounted(world, alarmsByArea, incidents),
    ...caseFilesWhole(incidents, entries),
    ...feedComplete(events, entries),
    ...nobodyForgotten(world, incidents, entries),
    ...oneFaultOneIncident(incidents),
    ...atRest(world, rows),
  ]
}

function everyAlarmCounted(world: World, alarmsByArea: Map<string, number>, incidents: Incident[]): string[] {
  let suppressed = 0
  const broken: string[] = []
  for (const [area, expected] of alarmsByArea) {
    const memory = world.truth.rows.get(`MEMORY#probe#${area}\0memory`)?.value as KeyMemory | undefined
    const counted = (memory?.detector as ProbeMemory | undefined)?.alarms ?? 0
    if (counted !== expected) broken.push(`${area}: ${expected} alarms were accepted, ${counted} had an effect`)
    suppressed += Object.values(memory?.episodes ?? {}).reduce((sum, episode) => sum + episode.suppressedCount, 0)
  }
  const probes = incidents.filter(({ scenario }) => scenario === 'probe')
  const evidence = probes.reduce((sum, incident) => sum + incident.evidenceCount, 0)
  const expected = [...alarmsByArea.values()].reduce((sum, alarms) => sum + alarms, 0)
  // The count of suppressed findings of an earlier episode goes with that episode.
  if (evidence + suppressed > expected)
    broken.push(`${expected} alarms made ${evidence} pieces of evidence and ${suppressed} suppressed findings`)
  if (probes.every((incident) => !isEnded(incident)) && evidence !== expected)
    broken.push(`${expected} alarms made ${evidence} pieces of evidence`)
  return broken
}

function caseFilesWhole(incidents: Incident[], entries: TimelineEntry[]): string[] {
  return incidents.flatMap((incident) => {
    const file = entries.filter(({ incidentId }) => incidentId === incident.id).sort((a, b) => a.sequence - b.sequence)
    const whole =
      file.length === incident.timeline.length && file.length === incident.revision && file.at(-1)?.hash === incident.timeline.hash
    return whole && !firstBrokenEntry(file)
      ? []
      : [`the case file of ${incident.id} is not whole: ${file.length} entries at revision ${incident.revision}`]
  })
}

function feedComplete(events: FeedEvent[], entries: TimelineEntry[]): string[] {
  const broken = events.flatMap((event, index) =>
    event.sequence === index + 1 ? [] : [`the feed has ${event.sequence} in place ${index + 1}`],
  )
  const told = new Set(events.map(({ id }) => id))
  if (told.size !== events.length) broken.push(`the feed tells ${events.length - told.size} events twice`)
  for (const { incidentId, sequence } of entries)
    if (!told.has(`${incidentId}.${sequence}`)) broken.push(`the feed does not tell ${incidentId}.${sequence}`)
  const last = new Map<string, number>()
  for (const { subject, data } of events) {
    if (!('incidentId' in data)) continue
    if (data.revision <= (last.get(subject) ?? 0)) broken.push(`the feed tells ${subject} out of order`)
    last.set(subject, data.revision)
  }
  return broken
}

/** A grave incident nobody took in time escalates once; one that was mild, over or taken never does. */
function nobodyForgotten(world: World, incidents: Incident[], entries: TimelineEntry[]): string[] {
  return incidents
    .filter(({ scenario }) => scenario === 'probe')
    .flatMap((incident) => {
      const escalations = entries.filter(({ incidentId, action }) => incidentId === incident.id && action === 'unacknowledged')
      const overdue = incident.acknowledgeByMs !== undefined && incident.acknowledgeByMs < world.clock.now() - 120_000
      const wasGrave = entries.some(({ incidentId, detail }) => incidentId === incident.id && detail.severity === 'Severe')
      if (escalations.length > 1) return [`${incident.id} escalated ${escalations.length} times`]
      if (escalations.length > 0 && !wasGrave) return [`${incident.id} escalated though it was never grave`]
      const { urgency, severity, condition, status } = incident
      const waits = urgency === 'Immediate' && severity === 'Severe' && condition.state === 'present' && status === 'detected'
      if (waits && !incident.acknowledged && incident.acknowledgeByMs === undefined)
        return [`${incident.id} is grave and no time to acknowledge it runs`]
      return overdue ? [`${incident.id} waits unacknowledged and nobody was told`] : []
    })
}

/** A device that lost its connection and then fell silent, whatever came twice or late, is one open incident. */
function oneFaultOneIncident(incidents: Incident[]): string[] {
  const open = incidents.filter((incident) => incident.scenario === 'device-health' && !isEnded(incident)).map(({ subject }) => subject)
  return [...new Set(open.filter((subject, index) => open.indexOf(subject) !== index))].map(
    (subject) => `${subject} has two open incidents`,
  )
}

function atRest(world: World, rows: { pk: string }[]): string[] {
  const waiting = rows.filter(({ pk }) => pk.startsWith('OUTBOX#')).length
  return [
    ...(waiting > 0 ? [`${waiting} rows of the outbox were never told`] : []),
    ...(world.backlog > 0 ? [`${world.backlog} records were never worked through`] : []),
  ]
}
