import { clearOf, raiseOf } from '#domain/detection/step.ts'
import type { Finding, Raise } from '#domain/findings/finding.ts'
import { waterItemTitle } from '#domain/observation/kinds/water-items.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { Text } from '#domain/text.ts'
import type { DefectType, SensorDefects } from '#scenarios/river-protection/memory.ts'
import type { RiverProtectionLimits } from '#scenarios/river-protection/schema.ts'
import type { Flag } from '#scenarios/river-protection/sensors/sensor-quality.ts'

const names: Record<DefectType, Text> = {
  impossible: { zh: '读数不可能', en: 'impossible reading' },
  'out-of-range': { zh: '读数超出合理范围', en: 'reading out of the plausible range' },
  'big-spike': { zh: '大跳变', en: 'big spike' },
  'small-spike': { zh: '小跳变', en: 'small spike' },
  flat: { zh: '读数不变', en: 'reading does not move' },
  missing: { zh: '缺测', en: 'reading missing' },
}
const atOnce: readonly DefectType[] = ['impossible', 'flat']
const hourMs = 3_600_000

/** One item's flags: a defect of the sensor is a case for maintenance, never a pollution; the same object comes back when nothing changed. */
export function afterFlags(
  defects: SensorDefects,
  code: string,
  flags: readonly Flag[],
  seen: Observation,
  limits: RiverProtectionLimits,
): { defects: SensorDefects; findings: Finding[] } {
  const before = defects[code]
  const flag = flags.at(-1)
  if (!flag) return recovered(defects, code, seen, limits)
  const lastMs = before?.times.at(-1) ?? Number.NEGATIVE_INFINITY
  if (before?.isReported && flag.atMs - lastMs < hourMs) return { defects, findings: [] }
  const recent = (before?.times ?? []).filter((atMs) => flag.atMs - atMs <= 24 * hourMs)
  const times = [...recent, ...flags.map(({ atMs }) => atMs)].slice(-limits.quality.timesInDay)
  const isCase = atOnce.includes(flag.type) || times.length >= limits.quality.timesInDay
  const isReported = before?.isReported === true || isCase
  const after = { ...defects, [code]: { type: flag.type, times, ...(isReported && { isReported: true as const }) } }
  return { defects: after, findings: isCase && !before?.isReported ? [maintenance(code, flag, times.length, seen)] : [] }
}

function recovered(
  defects: SensorDefects,
  code: string,
  seen: Observation,
  limits: RiverProtectionLimits,
): { defects: SensorDefects; findings: Finding[] } {
  const { [code]: before, ...others } = defects
  if (!before || seen.observedAtMs - (before.times.at(-1) ?? 0) < limits.recoveredAfterHours * hourMs) return { defects, findings: [] }
  if (!before.isReported) return { defects: others, findings: [] }
  const name = waterItemTitle(code)
  const text = { zh: `${name.zh}读数恢复正常`, en: `${name.en} reads normally again` }
  return {
    defects: others,
    findings: [clearOf(subjectOf(seen, code), 'recovered', text, seen.observedAtMs)],
  }
}

function maintenance(code: string, { type, atMs }: Flag, times: number, seen: Observation): Raise {
  const [name, what] = [waterItemTitle(code), names[type]]
  return raiseOf({
    subject: subjectOf(seen, code),
    level: 'maintenance',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Likely',
    title: { zh: `水质仪器待维护：${seen.site.name} ${name.zh}`, en: `Sensor needs maintenance: ${seen.site.name}, ${name.en}` },
    rule: `sensor-${type}`,
    text: {
      zh: `${name.zh}：${what.zh}（24 小时内 ${times} 次）；属仪器问题，不作污染判定`,
      en: `${name.en}: ${what.en} (${times} in 24 h); a matter of the instrument, not judged as pollution`,
    },
    inputs: [
      { name: 'item', value: code },
      { name: 'fault', value: type, ageSeconds: Math.max(0, Math.round((seen.observedAtMs - atMs) / 1000)) },
      { name: 'times in 24 h', value: times },
    ],
    observedAtMs: seen.observedAtMs,
    sources: [seen.device],
    position: seen.site.site,
  })
}

function subjectOf({ device }: Observation, code: string): string {
  return `sensor:${device}:${code}`
}
