import { clearOf, type RaiseWords, raiseOf } from '#domain/detection/step.ts'
import type { Clear, Raise } from '#domain/findings/finding.ts'
import { waterItems, waterItemTitle } from '#domain/observation/kinds/water-items.ts'
import type { Text } from '#domain/text.ts'
import { gradeNames } from '#scenarios/river-protection/classes/gb3838.ts'
import type { Assessment } from '#scenarios/river-protection/classes/quality-class.ts'
import type { StationMemory, Warning } from '#scenarios/river-protection/memory.ts'
import type { StationFacts } from '#scenarios/river-protection/schema.ts'
import { rankNames } from '#scenarios/river-protection/station/warning.ts'

/** A station with a warning, as it is at one moment. */
export type Warned = {
  id: string
  station: StationMemory
  warning: Warning
  facts: StationFacts
  assessment: Assessment
  /** Items whose last value is a jump that the next sample has yet to confirm. */
  unconfirmed: readonly string[]
  atMs: number
  sources: string[]
}

/** Items that say what the river does, beside those that are judged. */
const context = ['temperature', 'flow', 'turbidity']

export function waterFinding(warned: Warned): Raise {
  const { id, station, warning, facts, atMs, sources } = warned
  const { rank } = warning
  return raiseOf({
    subject: `water:${id}`,
    level: rankNames[rank === 0 ? 1 : rank],
    severity: rank === 3 ? 'Severe' : rank === 2 ? 'Moderate' : 'Minor',
    urgency: rank === 3 ? 'Immediate' : 'Expected',
    certainty: warning.sampled || warning.confirmedBy ? 'Observed' : rank === 1 ? 'Possible' : 'Likely',
    title: titleOf(warned),
    ...reasonOf(warned),
    observedAtMs: atMs,
    sources,
    ...(facts.section && { areaId: facts.section }),
    position: station.site,
  })
}

export function waterCleared(id: string, station: StationMemory, atMs: number): Clear {
  const text = { zh: `${station.name}水质恢复正常`, en: `the water at ${station.name} is back to normal` }
  return clearOf(`water:${id}`, 'passed', text, atMs)
}

function titleOf({ station: { name, event }, warning, assessment }: Warned): Text {
  const moved = Object.keys(event?.items ?? {})
  if (warning.rank === 1 && warning.items <= 1 && moved.length <= 1) {
    const item = waterItemTitle(moved[0] ?? assessment.exceeding[0]?.code ?? '')
    return { zh: `水质异常待核查：${name} ${item.zh}`, en: `Water to be checked: ${item.en} at ${name}` }
  }
  if (assessment.exceeding.length === 0) return { zh: `疑似水污染：${name}`, en: `Suspected pollution: ${name}` }
  const worst = gradeNames[assessment.atLeast ?? 6]
  return { zh: `水质超标：${name} ${worst}类`, en: `Water quality below target: ${name}, class ${worst}` }
}

function reasonOf(warned: Warned): Pick<RaiseWords, 'rule' | 'text' | 'inputs'> {
  const parts = [...eventParts(warned), ...classParts(warned), ...standingParts(warned)]
  return {
    rule: warned.assessment.exceeding.length > 0 ? 'water-class' : 'water-event',
    text: { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') },
    inputs: inputsOf(warned),
  }
}

function eventParts({ station: { event } }: Warned): Text[] {
  const moved = Object.entries(event?.items ?? {})
  if (moved.length === 0) return []
  const each = moved.map(([code, deviations]) => ({ title: waterItemTitle(code), deviations }))
  const items = { zh: each.map(({ title, deviations }) => `${title.zh} ${deviations} 倍`).join('、') }
  const english = each.map(({ title, deviations }) => `${title.en} ${deviations}`).join(', ')
  return [
    { zh: `偏离近期水平（稳健标准差）：${items.zh}`, en: `off its recent level, in robust deviations: ${english}` },
    moved.length >= 2
      ? { zh: '多项同时变化，按疑似污染处置', en: 'several items moved together: treated as suspected pollution' }
      : { zh: '仅一项变化，先核查仪器和现场', en: 'one item alone: check the instrument and the place first' },
  ]
}

function classParts({ assessment: { grade, atLeast, exceeding, missing, stale }, facts }: Warned): Text[] {
  if (exceeding.length === 0 || atLeast === undefined) return []
  const each = exceeding.map(({ code, value, multiple }) => {
    const [title, unit] = [waterItemTitle(code), unitOf(code)]
    const times =
      multiple === undefined ? { zh: '', en: '' } : { zh: `，超标 ${round(multiple)} 倍`, en: `, ${round(multiple)} times over` }
    return { zh: `${title.zh} ${round(value)}${unit}${times.zh}`, en: `${title.en} ${round(value)}${unit}${times.en}` }
  })
  const lacking = [...missing, ...stale]
  const least = grade === undefined
  return [
    {
      zh: `${least ? '至少' : ''}${gradeNames[atLeast]}类，目标${gradeNames[facts.targetClass]}类：${each.map(({ zh }) => zh).join('、')}`,
      en: `class ${gradeNames[atLeast]}${least ? ' at least' : ''}, target ${gradeNames[facts.targetClass]}: ${each.map(({ en }) => en).join(', ')}`,
    },
    ...(lacking.length > 0
      ? [
          {
            zh: `缺测或过期：${lacking.map((code) => waterItemTitle(code).zh).join('、')}`,
            en: `missing or too old: ${lacking.join(', ')}`,
          },
        ]
      : []),
  ]
}

function standingParts({ warning, facts, unconfirmed }: Warned): Text[] {
  const parts: Text[] = []
  if (unconfirmed.length > 0) parts.push({ zh: '单次跳变，待下一次读数证实', en: 'one sample so far, to be confirmed by the next' })
  if (facts.intake) parts.push({ zh: '饮用水取水口或其上游', en: 'at or upstream of a drinking-water intake' })
  if (warning.confirmedBy) parts.push({ zh: `下游 ${warning.confirmedBy} 已证实`, en: `confirmed downstream by ${warning.confirmedBy}` })
  if (warning.sampled) parts.push({ zh: '人工采样已证实', en: 'confirmed by a sample taken by hand' })
  if (warning.rank === 3 && (warning.confirmedBy || warning.sampled))
    parts.push({ zh: '已具备红色预警条件，由人决定', en: 'the conditions of a red warning are met; a person decides' })
  return parts
}

function inputsOf({ station, assessment, facts, atMs }: Warned): Raise['reason']['inputs'] {
  const moved = Object.keys(station.event?.items ?? {})
  const codes = new Set([...moved, ...assessment.exceeding.map(({ code }) => code), ...context])
  const readings = [...codes].flatMap((code) => {
    const reading = station.newest[code]
    if (!reading) return []
    const unit = unitOf(code).trim()
    const ageSeconds = Math.max(0, Math.round((atMs - reading.atMs) / 1000))
    return [
      {
        name: reading.belowDetection ? `${code} (below detection, halved)` : code,
        value: reading.value,
        ...(unit && { unit }),
        ageSeconds,
      },
    ]
  })
  return [
    ...readings,
    ...(assessment.grade === undefined ? [] : [{ name: 'class', value: assessment.grade }]),
    { name: 'target class', value: facts.targetClass },
    ...moved.map((code) => ({ name: `deviations ${code}`, value: station.event?.items[code] ?? 0 })),
  ]
}

function unitOf(code: string): string {
  const unit = Object.hasOwn(waterItems, code) ? waterItems[code]?.units[0] : undefined
  return unit === undefined || unit === '1' ? '' : ` ${unit}`
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
