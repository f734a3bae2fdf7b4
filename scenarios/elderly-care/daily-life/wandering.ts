import { quiet } from '#domain/detection/step.ts'
import { type PresenceSamples, sustained, withPresence } from '#domain/detection/window.ts'
import { withEntry } from '#domain/entries.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { distanceMetres } from '#domain/geo/distance.ts'
import type { Position } from '#domain/geo/position.ts'
import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'
import { clear, raise } from '#scenarios/elderly-care/findings.ts'
import { isNight } from '#scenarios/elderly-care/local-clock.ts'
import type { HomeMemory, HomeStep, Whereabouts } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

/** What one report says of where a wearer is. */
export type Fix = { position?: Position; accuracyM: number; fixAgeS: number }

const [byDay, byNight] = [
  { outside: 3, of: 5 },
  { outside: 1, of: 2 },
]
const samplesWithinMs = 3_600_000

/** One report of where a wearer is. A fence has to be set for the device; without one nothing is looked at. */
export function onLocation(memory: HomeMemory, context: FindingContext, fix: Fix, limits: ElderlyCareLimits): HomeStep {
  const fence = limits.geofence.fences[context.device]
  if (!fence) return quiet(memory)
  const known = memory.whereabouts[context.device]
  const isStale = !fix.position || fix.fixAgeS > limits.geofence.staleSeconds
  if (isStale || !fix.position) return known?.lost ? quiet(memory) : lost(memory, context, known ?? { samples: [], fixMs: 0 })
  const beyondM = distanceMetres(fence, fix.position) - fence.radiusM
  const isOut = beyondM > Math.max(limits.geofence.marginM, 2 * fix.accuracyM)
  const samples = withPresence(known?.samples ?? [], context.atMs, isOut, byDay.of)
  const fixMs = Math.max(known?.fixMs ?? 0, context.atMs - fix.fixAgeS * 1000)
  const isNewest = samples.at(-1)?.[0] === context.atMs
  const wasOut = known?.outside === true
  const staysOut = wasOut && !(isNewest && beyondM <= -limits.geofence.reentryM)
  const outside = staysOut || (!wasOut && hasLeft(samples, context.atMs, limits))
  const next: Whereabouts = { samples, fixMs, watched: true, ...(outside && { outside }) }
  const findings: Finding[] = [
    ...(known?.lost
      ? [clear(`location:${context.device}`, context.atMs, { zh: '定位恢复', en: 'there is a fix again' }, 'recovered')]
      : []),
    ...(outside && !wasOut ? [left(context, fix.position, fix, beyondM)] : []),
    ...(wasOut && !outside ? [clear(`fence:${context.device}`, context.atMs, { zh: '已返回活动范围', en: 'back inside' })] : []),
  ]
  const timers = known?.watched ? [] : [{ name: `fix/${context.device}`, dueAtMs: context.nowMs + limits.geofence.staleSeconds * 1000 }]
  return { memory: { ...memory, whereabouts: { ...memory.whereabouts, [context.device]: next } }, findings, timers }
}

/** The last fix may have grown too old without any message. */
export function onFixTime(memory: HomeMemory, context: FindingContext, { geofence: { staleSeconds } }: ElderlyCareLimits): HomeStep {
  const known = memory.whereabouts[context.device]
  if (!known) return quiet(memory)
  const { watched: _watched, ...resting } = known
  const dueAtMs = known.fixMs + staleSeconds * 1000
  if (dueAtMs > context.nowMs) return { memory, findings: [], timers: [{ name: `fix/${context.device}`, dueAtMs }] }
  if (!known.lost) return lost(memory, context, resting)
  return { memory: { ...memory, whereabouts: withEntry(memory.whereabouts, context.device, resting) }, findings: [] }
}

function hasLeft(samples: PresenceSamples, atMs: number, limits: ElderlyCareLimits): boolean {
  const { outside, of } = isNight(atMs, limits) ? byNight : byDay
  return sustained(samples.slice(-of), outside, samplesWithinMs)
}

function lost(memory: HomeMemory, context: FindingContext, known: Whereabouts): HomeStep {
  const next = { ...memory, whereabouts: { ...memory.whereabouts, [context.device]: { ...known, lost: true as const } } }
  const outside = known.outside === true
  const ageMinutes = known.fixMs > 0 ? Math.round((context.nowMs - known.fixMs) / 60_000) : undefined
  const finding = raise(context, {
    subject: `location:${context.device}`,
    level: 'location-lost',
    // Whoever was last seen inside is most likely still there.
    severity: outside ? 'Moderate' : 'Minor',
    urgency: outside ? 'Immediate' : 'Expected',
    certainty: 'Observed',
    title: { zh: '定位中断', en: 'No fix' },
    rule: 'location-stale',
    text: outside
      ? { zh: '走出活动范围后定位中断', en: 'no fresh fix since the wearer left the fence' }
      : { zh: '没有新的定位', en: 'there is no fresh fix' },
    inputs: ageMinutes === undefined ? [] : [{ name: 'fix age', value: ageMinutes, unit: 'min' }],
    observedAtMs: context.nowMs,
  })
  return { memory: next, findings: [finding] }
}

function left(context: FindingContext, position: Position, { accuracyM, fixAgeS }: Fix, beyondM: number): Finding {
  const metres = Math.round(beyondM)
  return raise(context, {
    subject: `fence:${context.device}`,
    level: 'wandering',
    severity: 'Severe',
    urgency: 'Immediate',
    title: { zh: '走出活动范围', en: 'Outside the fence' },
    rule: 'geofence-left',
    text: { zh: `在活动范围外 ${metres} 米（精度 ${accuracyM} 米）`, en: `${metres} m outside the fence, accurate to ${accuracyM} m` },
    inputs: [
      { name: 'outside by', value: metres, unit: 'm', ageSeconds: fixAgeS },
      { name: 'accuracy', value: accuracyM, unit: 'm' },
    ],
    position: { lat: position.lat, lon: position.lon, accuracyMetres: accuracyM },
  })
}
