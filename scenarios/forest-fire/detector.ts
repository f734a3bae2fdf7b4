import type { Detector, Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import { withEntry } from '#domain/entries.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { hotSpot } from '#domain/observation/kinds/hot-spot.ts'
import type { vision } from '#domain/observation/kinds/vision.ts'
import type { weather } from '#domain/observation/kinds/weather.ts'
import type { Observation, ObservationOf, Wake } from '#domain/observation/observation.ts'
import { dangerClassOf } from '#scenarios/forest-fire/danger.ts'
import { dangerFindings } from '#scenarios/forest-fire/danger-findings.ts'
import { fireFinding } from '#scenarios/forest-fire/fire-finding.ts'
import { afterReading } from '#scenarios/forest-fire/hot-spot.ts'
import { addHourlyReading } from '#scenarios/forest-fire/hourly-line.ts'
import type { Danger, DangerClass, FireMemory } from '#scenarios/forest-fire/memory.ts'
import type { ForestFireLimits } from '#scenarios/forest-fire/schema.ts'
import { afterFrames } from '#scenarios/forest-fire/smoke.ts'
import { addReading, latestObserved, noonOf } from '#scenarios/forest-fire/weather-chain.ts'

type Seen = ObservationOf<typeof weather> | ObservationOf<typeof vision> | ObservationOf<typeof hotSpot> | Wake

const nothing: FireMemory = { cameras: {}, radiometers: {} }
const hourMs = 3_600_000

/**
 * One forest's step. Weather moves the chain of fire days and with it the danger class; cameras and radiometers have to hold
 * what they see before it counts, and two towers that cross fix the place. What changes nothing returns the same memory.
 */
export const detectForestFire: Detector<FireMemory, Seen, ForestFireLimits> = (memory = nothing, seen, limits) => {
  if (seen.kind === 'weather') return onWeather(memory, seen, limits)
  if (seen.kind === 'vision') return onVision(memory, seen, limits)
  if (seen.kind === 'hot-spot') return onHotSpot(memory, seen, limits)
  return quiet(memory)
}

function onWeather(memory: FireMemory, seen: ObservationOf<typeof weather>, limits: ForestFireLimits): Step<FireMemory> {
  const rules = { ...limits.weather, offsetMinutes: limits.offsetMinutes }
  const chain = addReading(memory.weather, seen.observedAtMs, seen.body, rules)
  const day = latestObserved(chain)
  const place = { lat: seen.position.lat, lon: seen.position.lon, offsetMinutes: rules.offsetMinutes }
  const hourly = addHourlyReading(memory.hourly, seen.observedAtMs, seen.body, place, day?.result)
  if (chain === memory.weather && hourly === memory.hourly) return quiet(memory)
  const next = { ...memory, weather: chain, hourly }
  if (chain === memory.weather || !day?.result || day.quality === 'carried') return quiet(next)
  const danger: Danger = {
    date: day.date,
    class: dangerClassOf(day.result.fwi, rules.thresholds),
    fwi: day.result.fwi,
    quality: day.quality,
    noonMs: noonOf(day.date, rules),
  }
  return { memory: { ...next, danger }, findings: dangerFindings(areaOf(seen), memory.danger, danger, hourly, seen) }
}

function onVision(memory: FireMemory, seen: ObservationOf<typeof vision>, limits: ForestFireLimits): Step<FireMemory> {
  const before = memory.cameras[seen.device]
  const at = { atMs: seen.observedAtMs, lat: seen.site.site.lat, lon: seen.site.site.lon }
  const after = afterFrames(before, seen.body, at, limits, dangerNow(memory, seen, limits), limits.cameras[seen.device])
  if (after === before) return quiet(memory)
  const next = { ...memory, cameras: withEntry(memory.cameras, seen.device, after) }
  const confirmed = after?.confirmedAtMs !== undefined && after.confirmedAtMs >= seen.observedAtMs
  return { memory: next, findings: confirmed ? [fireIn(next, seen, limits)] : [] }
}

function onHotSpot(memory: FireMemory, seen: ObservationOf<typeof hotSpot>, limits: ForestFireLimits): Step<FireMemory> {
  const before = memory.radiometers[seen.device]
  const after = afterReading(before, seen.observedAtMs, seen.body, limits, isNight(seen.observedAtMs, limits), limits.cameras[seen.device])
  if (after === before) return quiet(memory)
  const next = { ...memory, radiometers: withEntry(memory.radiometers, seen.device, after) }
  const confirmed = after?.confirmedAtMs === seen.observedAtMs
  return { memory: next, findings: confirmed ? [fireIn(next, seen, limits)] : [] }
}

function fireIn(memory: FireMemory, seen: Observation, limits: ForestFireLimits): Finding {
  return fireFinding(areaOf(seen), memory, seen, limits, dangerNow(memory, seen, limits))
}

/** The class that gates cameras at this moment; `stale` when the last noon is too long ago, and then nothing is held back. */
function dangerNow({ danger }: FireMemory, seen: Observation, limits: ForestFireLimits): DangerClass | 'stale' {
  return danger && Math.abs(seen.observedAtMs - danger.noonMs) <= limits.weather.staleHours * hourMs ? danger.class : 'stale'
}

function isNight(atMs: number, { offsetMinutes }: ForestFireLimits): boolean {
  const hour = new Date(atMs + offsetMinutes * 60_000).getUTCHours()
  return hour < 6 || hour >= 19
}

/** Keys are `forest:<areaId>`, or `device:<id>` for a device that watches no registered forest. */
function areaOf({ key }: Observation): string {
  return key.slice(key.indexOf(':') + 1)
}
