import type { Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { assessSection } from '#scenarios/river-protection/classes/quality-class.ts'
import type { RiverMemory, StationMemory } from '#scenarios/river-protection/memory.ts'
import { type RiverProtectionLimits, unknownStation } from '#scenarios/river-protection/schema.ts'
import { afterFlags } from '#scenarios/river-protection/sensors/sensor-defects.ts'
import { afterValue } from '#scenarios/river-protection/sensors/sensor-quality.ts'
import { newlyConfirmed } from '#scenarios/river-protection/station/downstream.ts'
import { newStation, type Said, whatIsSaid, withStation } from '#scenarios/river-protection/station/station.ts'
import { confirmed } from '#scenarios/river-protection/station/warning.ts'
import { waterFinding } from '#scenarios/river-protection/station/water-findings.ts'
import { type Judged, judgeWater } from '#scenarios/river-protection/station/water-judgement.ts'

type Seen = ObservationOf<typeof waterQuality>

/**
 * One look of a station or one sample by hand. Nothing is found in what a station measures while it is serviced; what would
 * have been is counted, so that a service nobody ended shows.
 */
export function onQuality(river: RiverMemory, seen: Seen, limits: RiverProtectionLimits): Step<RiverMemory> {
  const step = seen.body.maintenance ? quiet(river) : judged(river, seen, limits)
  const inService = asIfInService(seen)
  if (!inService) return step
  const told = new Set(raisedBy(step))
  const isWithheld = raisedBy(judged(river, inService, limits)).some((subject) => !told.has(subject))
  return { ...step, withheld: isWithheld ? [{ why: 'maintenance', device: seen.device }] : [] }
}

/** The same message of a station that is not serviced; `undefined` when it is not. */
function asIfInService(seen: Seen): Seen | undefined {
  const { maintenance, items } = seen.body
  const isServiced = ({ qc }: { qc: string }) => qc === 'maintenance' || qc === 'calibration'
  if (!maintenance && !Object.values(items).some(isServiced)) return undefined
  const measured = Object.entries(items).map(([code, item]) => [code, isServiced(item) ? { ...item, qc: 'ok' as const } : item])
  return { ...seen, body: { ...seen.body, maintenance: false, items: Object.fromEntries(measured) } }
}

function raisedBy({ findings }: Step<RiverMemory>): string[] {
  return findings.flatMap((finding) => (finding.type === 'raise' ? [finding.subject] : []))
}

/** Defects of sensors, then event, then class, then what they mean together. */
function judged(river: RiverMemory, seen: Seen, limits: RiverProtectionLimits): Step<RiverMemory> {
  const isManual = seen.body.method === 'manual'
  const id = stationOf(river, seen, limits)
  const before = knownAs(river.stations[id], seen)
  const said = whatIsSaid(seen.body, seen.observedAtMs).filter((one) => isManual || !isRepeated(before, one))
  const watched = isManual ? { station: before, said, findings: [] } : watchSensors(before, said, seen, limits)
  const water = judgeWater(id, watched, seen, limits)
  if (water.station === river.stations[id] && water.findings.length === 0) return quiet(river)
  const next = withStation(river, id, { ...water.station, seenMs: Math.max(seen.observedAtMs, before.seenMs) })
  return confirmUpstream(next, id, seen, limits, water.findings)
}

/** An analyser's last value comes with every message until it has the next. */
function isRepeated({ newest }: StationMemory, { code, reading }: Said): boolean {
  return reading !== undefined && reading.atMs === newest[code]?.atMs && reading.value === newest[code]?.value
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
  let { sensors, faults: defects } = before
  const findings: Finding[] = []
  const usable: Said[] = []
  for (const one of said) {
    const { code, reading } = one
    if (reading?.belowDetection) {
      usable.push(one) // half a limit, again and again, is no defect
      continue
    }
    const step = afterValue(sensors[code], code, reading?.value, reading?.atMs ?? seen.observedAtMs, limits.quality)
    if (step.state && step.state !== sensors[code]) sensors = { ...sensors, [code]: step.state }
    const flagged = afterFlags(defects, code, step.flags, seen, limits)
    defects = flagged.defects
    findings.push(...flagged.findings)
    if (reading && !step.flags.some(({ type }) => type === 'impossible')) usable.push(one)
  }
  const isSame = sensors === before.sensors && defects === before.faults
  return { station: isSame ? before : { ...before, sensors, faults: defects }, said: usable, findings }
}

/** The station upstream is reported again, a step graver, when this one has seen its water. */
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
