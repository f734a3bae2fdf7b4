import { raiseOf } from '#domain/detection/step.ts'
import type { Raise } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { crossBearings, type Fix } from '#scenarios/forest-fire/cross-bearing.ts'
import { hourlyInput } from '#scenarios/forest-fire/hourly-line.ts'
import type { DangerClass, FireMemory, Sight } from '#scenarios/forest-fire/memory.ts'
import type { ForestFireLimits } from '#scenarios/forest-fire/schema.ts'
import { scoreNeeded } from '#scenarios/forest-fire/smoke.ts'

type Witnesses = { sights: { device: string; sight: Sight }[]; hot: { device: string; tMaxC: number; excessK: number }[] }

/** The fire as all devices of the forest together see it now: one tower suspects, a second one or heat confirms. */
export function fireFinding(
  area: string,
  memory: FireMemory,
  seen: Observation,
  limits: ForestFireLimits,
  danger: DangerClass | 'stale',
): Raise {
  const witnesses = recentWitnesses(memory, seen.observedAtMs, limits)
  const fix = bestFix(witnesses, limits)
  const flame = witnesses.sights.some(({ sight }) => sight.class === 'flame')
  const confirmed = fix !== undefined || (witnesses.sights.length > 0 && witnesses.hot.length > 0)
  const what = flame
    ? { zh: '明火', en: 'Flame' }
    : witnesses.sights.length > 0
      ? { zh: '烟', en: 'Smoke' }
      : { zh: '热点', en: 'Hot spot' }
  const reason = reasonOf(witnesses, fix, danger, limits, seen.observedAtMs)
  return raiseOf({
    subject: `forest:${area}`,
    level: confirmed ? 'confirmed' : 'suspected',
    severity: confirmed || flame ? 'Extreme' : 'Severe',
    urgency: 'Immediate',
    certainty: confirmed ? 'Observed' : 'Likely',
    title: confirmed
      ? { zh: `林火确认：${what.zh}`, en: `Forest fire confirmed: ${what.en.toLowerCase()}` }
      : { zh: `疑似林火：${what.zh}`, en: `Suspected forest fire: ${what.en.toLowerCase()}` },
    ...reason,
    inputs: [...reason.inputs, ...hourlyInput(memory.hourly, seen.observedAtMs)],
    observedAtMs: seen.observedAtMs,
    sources: [...new Set([seen.device, ...witnesses.sights.map(({ device }) => device), ...witnesses.hot.map(({ device }) => device)])],
    areaId: area,
    ...(fix && { position: fix }),
  })
}

function recentWitnesses(memory: FireMemory, nowMs: number, limits: ForestFireLimits): Witnesses {
  const recent = (atMs: number | undefined) => atMs !== undefined && Math.abs(nowMs - atMs) <= limits.smoke.crossWithinSeconds * 1000
  const sights = Object.entries(memory.cameras).flatMap(([device, { confirmedAtMs, best }]) =>
    recent(confirmedAtMs) && best ? [{ device, sight: best }] : [],
  )
  const hot = Object.entries(memory.radiometers).flatMap(([device, { confirmedAtMs, tMaxC, excessK }]) =>
    recent(confirmedAtMs) ? [{ device, tMaxC, excessK }] : [],
  )
  return { sights, hot }
}

/** The most accurate crossing among all pairs of towers. */
function bestFix({ sights }: Witnesses, limits: ForestFireLimits): Fix | undefined {
  const aimed = sights.flatMap(({ sight: { lat, lon, bearingDeg } }) => (bearingDeg === undefined ? [] : [{ lat, lon, bearingDeg }]))
  const fixes = aimed.flatMap((a, index) => aimed.slice(index + 1).flatMap((b) => crossBearings(a, b, limits.smoke.bearingErrorDeg) ?? []))
  return fixes.sort((a, b) => a.accuracyMetres - b.accuracyMetres)[0]
}

function reasonOf(
  { sights, hot }: Witnesses,
  fix: Fix | undefined,
  danger: DangerClass | 'stale',
  limits: ForestFireLimits,
  nowMs: number,
): Raise['reason'] {
  const gate =
    danger === 'stale'
      ? { zh: '气象资料过期，按最高警惕判定', en: 'weather is stale: judged at the most watchful threshold' }
      : { zh: `火险${danger}级`, en: `danger class ${danger}` }
  const seenBy = {
    zh: [
      sights.length > 0 && `${sights.length} 台摄像机持续发现`,
      hot.length > 0 && `${hot.length} 台辐射计持续偏热`,
      fix && `交会误差约 ${fix.accuracyMetres} 米`,
    ],
    en: [
      sights.length > 0 && `held by ${sights.length} camera(s)`,
      hot.length > 0 && `heat held by ${hot.length} radiometer(s)`,
      fix && `bearings cross within about ${fix.accuracyMetres} m`,
    ],
  }
  const said = (parts: (string | false | undefined)[]) => parts.filter((part) => typeof part === 'string')
  return {
    rule: fix ? 'smoke-cross-bearing' : sights.length > 0 ? 'smoke-confirmed' : 'hot-spot-held',
    text: { zh: [...said(seenBy.zh), gate.zh].join('；'), en: [...said(seenBy.en), gate.en].join('; ') },
    inputs: [
      ...sights.flatMap(({ device, sight }) => [
        { name: `score ${device}`, value: sight.score, ageSeconds: age(nowMs, sight.atMs) },
        ...(sight.bearingDeg === undefined
          ? []
          : [{ name: `bearing ${device}`, value: Number(sight.bearingDeg.toFixed(1)), unit: '°', ageSeconds: age(nowMs, sight.atMs) }]),
      ]),
      ...hot.map(({ device, excessK }) => ({ name: `above background ${device}`, value: Number(excessK.toFixed(1)), unit: 'K' })),
      { name: 'score needed', value: scoreNeeded(limits, danger) },
    ],
  }
}

function age(nowMs: number, atMs: number): number {
  return Math.max(0, Math.round((nowMs - atMs) / 1000))
}
