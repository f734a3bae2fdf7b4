import type { Finding, Step } from '#domain/detection/detector.ts'
import type { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { afterSet } from '#lambdas/scenarios/river-protection/class-watch.ts'
import { newlyConfirmed } from '#lambdas/scenarios/river-protection/downstream.ts'
import { afterSample } from '#lambdas/scenarios/river-protection/event.ts'
import { afterLook, eventRank } from '#lambdas/scenarios/river-protection/event-watch.ts'
import { afterFlags } from '#lambdas/scenarios/river-protection/faults.ts'
import { type Assessment, assessSection, type ItemReading } from '#lambdas/scenarios/river-protection/quality-class.ts'
import { type RiverProtectionLimits, unknownStation } from '#lambdas/scenarios/river-protection/schema.ts'
import { afterValue } from '#lambdas/scenarios/river-protection/sensor-quality.ts'
import { isInAnotherSlot } from '#lambdas/scenarios/river-protection/slot.ts'
import {
  newStation,
  type RiverMemory,
  type Said,
  type StationMemory,
  whatIsSaid,
  withStation,
} from '#lambdas/scenarios/river-protection/station.ts'
import { confirmed, isNews, type Rank, warningAfter } from '#lambdas/scenarios/river-protection/warning.ts'
import { waterCleared, waterFinding } from '#lambdas/scenarios/river-protection/water-findings.ts'

type Seen = ObservationOf<typeof waterQuality>
type Judged = { station: StationMemory; said: Said[]; findings: Finding[] }

/** One look of a station or one sample by hand: faults of sensors, then event, then class, then what they mean together. */
export function onQuality(river: RiverMemory, seen: Seen, limits: RiverProtectionLimits): Step<RiverMemory> {
  if (seen.body.maintenance) return { memory: river, findings: [] }
  const isManual = seen.body.method === 'manual'
  const id = stationOf(river, seen, limits)
  const before = knownAs(river.stations[id], seen)
  const said = whatIsSaid(seen.body, seen.observedAtMs).filter(
    ({ code, reading }) => reading?.atMs !== before.newest[code]?.atMs || !reading,
  )
  const watched = isManual ? { station: before, said, findings: [] } : watchSensors(before, said, seen, limits)
  const judged = judgeWater(id, watched, seen, limits)
  if (judged.station === river.stations[id] && judged.findings.length === 0) return { memory: river, findings: [] }
  const next = withStation(river, id, { ...judged.station, seenMs: Math.max(seen.observedAtMs, before.seenMs) })
  return confirmUpstream(next, id, seen, limits, judged.findings)
}

/** A sample by hand belongs to the station it names, if there is one of that name; else to whoever sent it. */
function stationOf(river: RiverMemory, { body, device }: Seen, limits: RiverProtectionLimits): string {
  const named = body.method === 'manual' ? body.station : undefined
  const isKnown = named !== undefined && (Object.hasOwn(limits.stations, named) || Object.hasOwn(river.stations, named))
  return isKnown ? named : device
}

/** The station's memory under the name and at the place it is registered with today. */
function knownAs(before: StationMemory | undefined, seen: Seen): StationMemory {
  if (!before) return newStation(seen)
  const { name, site } = seen.site
  const isSame = seen.body.method === 'manual' || (before.name === name && before.site.lat === site.lat && before.site.lon === site.lon)
  return isSame ? before : { ...before, name, site }
}

/** Values that no water can have go no further; every other one is judged, flagged or not. */
function watchSensors(before: StationMemory, said: Said[], seen: Seen, limits: RiverProtectionLimits): Judged {
  let { sensors, faults } = before
  const findings: Finding[] = []
  const usable: Said[] = []
  for (const one of said) {
    const { code, reading } = one
    if (reading?.belowDetection) {
      usable.push(one) // half a limit, again and again, is no fault
      continue
    }
    const step = afterValue(sensors[code], code, reading?.value, reading?.atMs ?? seen.observedAtMs, limits.quality)
    if (step.state && step.state !== sensors[code]) sensors = { ...sensors, [code]: step.state }
    const told = afterFlags(faults, code, step.flags, seen, limits)
    faults = told.faults
    findings.push(...told.findings)
    if (reading && !step.flags.some(({ type }) => type === 'impossible')) usable.push(one)
  }
  const isSame = sensors === before.sensors && faults === before.faults
  return { station: isSame ? before : { ...before, sensors, faults }, said: usable, findings }
}

function judgeWater(id: string, { station: before, said, findings }: Judged, seen: Seen, limits: RiverProtectionLimits): Judged {
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
  const rank = Math.max(classes?.rank ?? 0, eventRank(event)) as Rank
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
  const told = tellOf(id, before, { ...station, newest }, assessment, unconfirmed, seen, limits)
  return { station, said, findings: [...findings, ...told] }
}

function tellOf(
  id: string,
  before: StationMemory,
  station: StationMemory,
  assessment: Assessment,
  unconfirmed: readonly string[],
  seen: Seen,
  limits: RiverProtectionLimits,
): Finding[] {
  const { warning } = station
  if (!warning) return before.warning ? [waterCleared(id, station, seen.observedAtMs)] : []
  if (!isNews(before.warning, warning)) return []
  const facts = limits.stations[id] ?? unknownStation
  return [waterFinding({ id, station, warning, facts, assessment, unconfirmed, atMs: seen.observedAtMs, sources: [seen.device] })]
}

/** The station upstream is told again, a step graver, when this one has seen its water. */
function confirmUpstream(
  river: RiverMemory,
  just: string,
  seen: Seen,
  limits: RiverProtectionLimits,
  findings: Finding[],
): Step<RiverMemory> {
  let memory = river
  const found = [...findings]
  for (const { upstream, downstream } of newlyConfirmed(river, just, limits)) {
    const station = memory.stations[upstream]
    if (!station?.warning) continue
    const warning = confirmed(station.warning, downstream)
    const facts = limits.stations[upstream] ?? unknownStation
    const assessment = assessSection(station.newest, seen.observedAtMs, { ...facts, ...limits.classes, target: facts.targetClass })
    memory = withStation(memory, upstream, { ...station, warning })
    const sources = [upstream, seen.device].filter((id, index, all) => all.indexOf(id) === index)
    found.push(waterFinding({ id: upstream, station, warning, facts, assessment, unconfirmed: [], atMs: seen.observedAtMs, sources }))
  }
  return { memory, findings: found }
}

/** A late reading does not replace a newer one. */
function newestOf(before: StationMemory['newest'], said: Record<string, ItemReading>): StationMemory['newest'] {
  const news = Object.entries(said).filter(([code, { atMs }]) => atMs > (before[code]?.atMs ?? Number.NEGATIVE_INFINITY))
  return news.length === 0 ? before : { ...before, ...Object.fromEntries(news) }
}

/** Newest values are written down as often as history is, not with every message of a probe. */
function isDue(before: StationMemory['newest'], newest: StationMemory['newest'], { event }: RiverProtectionLimits): boolean {
  return Object.entries(newest).some(([code, { atMs }]) => {
    const known = before[code]
    return !known || (known.atMs !== atMs && isInAnotherSlot(known.atMs, atMs, event.historyEverySeconds))
  })
}

function valuesOf(readings: Record<string, ItemReading>): Record<string, number> {
  return Object.fromEntries(Object.entries(readings).map(([code, { value }]) => [code, value]))
}

/** The same object when nothing is new, so that nothing is written. */
function steady<Value extends object>(before: Value | undefined, now: Value | undefined): Value | undefined {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now
}
