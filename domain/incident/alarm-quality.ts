import { counted } from '#domain/entries.ts'
import { compareSeverity } from '#domain/findings/finding.ts'
import { type Incident, isEnded } from '#domain/incident/incident.ts'
import { labelOf } from '#domain/incident/label.ts'

/** How good the alarms of one scenario, device or place were. */
export type AlarmQuality = {
  name: string
  alarms: number
  /** Ended and labelled true or false; drills, tests and duplicates say nothing of the alarm. */
  judged: number
  right: number
  /** right of judged; absent while nothing is judged. */
  precision?: number
}

export type QualityLedger = {
  alarms: number
  notices: number
  alarmsPerOfficerHour: number
  byScenario: AlarmQuality[]
  byArea: AlarmQuality[]
  /** The ten that alarm most, and their share of all alarms in percent (EEMUA 191: the ten worst below 5 %). */
  noisiest: AlarmQuality[]
  noisiestSharePct: number
  /** Open for longer than a day. */
  stale: string[]
  /** Opened again within the minute by one device. */
  chatter: string[]
  falseCauses: Record<string, number>
}

const dayMs = 86_400_000
const minuteMs = 60_000

/** The ledger over the incidents that were opened in a time: an alarm is one that sounded, Moderate or graver. Pure. */
export function alarmQuality(incidents: readonly Incident[], nowMs: number, officerHours: number): QualityLedger {
  const alarms = incidents.filter(({ severity }) => compareSeverity(severity, 'Moderate') >= 0)
  const noisiest = grouped(alarms, ({ sources }) => sources.slice(0, 1)).slice(0, 10)
  const loudest = noisiest.reduce((sum, { alarms: own }) => sum + own, 0)
  return {
    alarms: alarms.length,
    notices: incidents.length - alarms.length,
    alarmsPerOfficerHour: rounded(alarms.length / officerHours),
    byScenario: grouped(alarms, ({ scenario }) => [scenario]),
    byArea: grouped(alarms, ({ areaId }) => (areaId ? [areaId] : [])),
    noisiest,
    noisiestSharePct: rounded(alarms.length === 0 ? 0 : (loudest / alarms.length) * 100),
    stale: alarms.filter((incident) => !isEnded(incident) && nowMs - incident.openedAtMs > dayMs).map(({ id }) => id),
    chatter: chattering(alarms),
    falseCauses: counted(alarms.flatMap((incident) => (labelOf(incident) === 'false' ? [incident.ended?.cause ?? 'not said'] : []))),
  }
}

function grouped(alarms: readonly Incident[], namesOf: (incident: Incident) => readonly string[]): AlarmQuality[] {
  const groups = new Map<string, Incident[]>()
  for (const incident of alarms) for (const name of namesOf(incident)) groups.set(name, [...(groups.get(name) ?? []), incident])
  const rows = [...groups].map(([name, own]): AlarmQuality => {
    const found = own.map(labelOf)
    const right = found.filter((label) => label === 'true').length
    const judged = right + found.filter((label) => label === 'false').length
    return { name, alarms: own.length, judged, right, ...(judged > 0 && { precision: rounded(right / judged) }) }
  })
  return rows.sort((a, b) => b.alarms - a.alarms || (a.name < b.name ? -1 : 1))
}

function chattering(alarms: readonly Incident[]): string[] {
  const lastByDevice = new Map<string, number>()
  const names = new Set<string>()
  for (const { sources, openedAtMs } of alarms.toSorted((a, b) => a.openedAtMs - b.openedAtMs)) {
    const [device] = sources
    if (!device) continue
    if (openedAtMs - (lastByDevice.get(device) ?? Number.NEGATIVE_INFINITY) < minuteMs) names.add(device)
    lastByDevice.set(device, openedAtMs)
  }
  return [...names]
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
