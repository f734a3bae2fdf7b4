import type { Finding } from '#domain/findings/finding.ts'
import type { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { afterSet } from '#scenarios/river-protection/classes/class-watch.ts'
import { assessSection } from '#scenarios/river-protection/classes/quality-class.ts'
import { afterSample } from '#scenarios/river-protection/event/event.ts'
import { afterLook, eventRank } from '#scenarios/river-protection/event/event-watch.ts'
import type { ItemReading, StationMemory, Warning } from '#scenarios/river-protection/memory.ts'
import { type RiverProtectionLimits, unknownStation } from '#scenarios/river-protection/schema.ts'
import { isInAnotherSlot } from '#scenarios/river-protection/slot.ts'
import type { Said } from '#scenarios/river-protection/station/station.ts'
import { graver, isNews, warningAfter } from '#scenarios/river-protection/station/warning.ts'
import { type Warned, waterCleared, waterFinding } from '#scenarios/river-protection/station/water-findings.ts'

type Seen = ObservationOf<typeof waterQuality>
/** A station, what of its message may be used, and what has been found so far. */
export type Judged = { station: StationMemory; said: Said[]; findings: Finding[] }

/** Event and class of a station's water after its sensors have been judged, and what they mean together. */
export function judgeWater(id: string, { station: before, said, findings }: Judged, seen: Seen, limits: RiverProtectionLimits): Judged {
  const atMs = seen.observedAtMs
  const isManual = seen.body.method === 'manual'
  const facts = limits.stations[id] ?? unknownStation
  const readings = Object.fromEntries(said.flatMap(({ code, reading }) => (reading ? [[code, reading]] : [])))
  const newest = newestOf(before.newest, readings)
  const step = isManual ? undefined : afterSample(before.history, { atMs, values: valuesOf(readings) }, limits.event)
  const event = step ? afterLook(before.event, step, atMs, limits.clearAfterMinutes) : before.event
  const unconfirmed = isManual ? [] : Object.keys(before.sensors).filter((code) => before.sensors[code]?.suspect)
  const set = isManual ? readings : newest
  const rules = { ...facts, ...limits.classes, target: facts.targetClass }
  const assessment = assessSection(set, atMs, rules)
  const readingMs = (code: string) => set[code]?.atMs ?? Number.NEGATIVE_INFINITY
  const classes = afterSet(before.classes, { assessment, readingMs, unconfirmed, isManual }, facts, limits)
  const keepsNewest = classes !== before.classes || isDue(before.newest, newest, limits)
  const rank = graver(classes?.rank ?? 0, eventRank(event))
  const items = new Set([...Object.keys(event?.items ?? {}), ...(classes?.items ?? [])]).size
  const sampled = isManual && assessment.exceeding.length > 0 && rank > 0
  const warning = steady(before.warning, warningAfter(before.warning, { rank, items, sampled }, atMs))
  const history = step?.state ?? before.history
  const isSame = history === before.history && event === before.event && classes === before.classes && warning === before.warning
  if (isSame && !keepsNewest) return { station: before, said, findings }
  const { event: _event, classes: _classes, warning: _warning, ...kept } = before
  const station: StationMemory = {
    ...kept,
    newest: keepsNewest ? newest : before.newest,
    ...(history && { history }),
    ...(event && { event }),
    ...(classes && { classes }),
    ...(warning && { warning }),
  }
  const sources = [seen.device]
  const now = { id, station: { ...station, newest }, facts, assessment, unconfirmed, atMs, sources }
  return { station, said, findings: [...findings, ...reported(before.warning, now)] }
}

/** What has changed of a station's warning, for people. */
function reported(before: Warning | undefined, now: Omit<Warned, 'warning'>): Finding[] {
  const { warning } = now.station
  if (!warning) return before ? [waterCleared(now.id, now.station, now.atMs)] : []
  return isNews(before, warning) ? [waterFinding({ ...now, warning })] : []
}

/** A late reading does not replace a newer one. */
function newestOf(before: StationMemory['newest'], said: Record<string, ItemReading>): StationMemory['newest'] {
  const news = Object.entries(said).filter(([code, { atMs }]) => atMs >= (before[code]?.atMs ?? Number.NEGATIVE_INFINITY))
  return news.length === 0 ? before : { ...before, ...Object.fromEntries(news) }
}

/** Newest values are written down as often as history is, not with every message of a probe. */
function isDue(before: StationMemory['newest'], newest: StationMemory['newest'], { event }: RiverProtectionLimits): boolean {
  return Object.entries(newest).some(([code, { atMs, value }]) => {
    const known = before[code]
    if (!known) return true
    return atMs === known.atMs ? value !== known.value : isInAnotherSlot(known.atMs, atMs, event.historyEverySeconds)
  })
}

function valuesOf(readings: Record<string, ItemReading>): Record<string, number> {
  return Object.fromEntries(Object.entries(readings).map(([code, { value }]) => [code, value]))
}

/** The same object when nothing is new, so that nothing is written. */
function steady<Value extends object>(before: Value | undefined, now: Value | undefined): Value | undefined {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now
}
