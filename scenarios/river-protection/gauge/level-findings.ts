import { clearOf, raiseOf } from '#domain/detection/step.ts'
import type { Clear, Raise } from '#domain/findings/finding.ts'
import type { LevelDatum, waterLevel } from '#domain/observation/kinds/water-level.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import type { Text } from '#domain/text.ts'
import type { GaugeLevel } from '#scenarios/river-protection/gauge/level-watch.ts'
import type { GaugeFacts } from '#scenarios/river-protection/schema.ts'

type Seen = ObservationOf<typeof waterLevel>

const datumNames: Record<LevelDatum, Text> = {
  '1985': { zh: '1985 国家高程基准', en: 'National Vertical Datum 1985' },
  wusong: { zh: '吴淞高程', en: 'Wusong datum' },
  'huanghai-1956': { zh: '1956 黄海高程', en: 'Yellow Sea datum 1956' },
  local: { zh: '测站基面', en: "the gauge's own datum" },
}
const titles: Record<GaugeLevel, Text> = {
  blue: { zh: '水位上涨过快', en: 'Water is rising fast' },
  yellow: { zh: '水位超警戒', en: 'Water level at the warning stage' },
  orange: { zh: '水位超保证', en: 'Water level at the guarantee stage' },
}
const severities = { blue: 'Minor', yellow: 'Moderate', orange: 'Severe' } as const

export function levelFinding(seen: Seen, level: GaugeLevel, riseM: number, facts: GaugeFacts): Raise {
  const { levelM, datum, flowM3s } = seen.body
  return raiseOf({
    subject: `level:${seen.device}`,
    level,
    severity: severities[level],
    urgency: level === 'orange' ? 'Immediate' : 'Expected',
    certainty: 'Observed',
    title: { zh: `${titles[level].zh}：${seen.site.name}`, en: `${titles[level].en}: ${seen.site.name}` },
    rule: level === 'blue' ? 'level-rise' : 'level-stage',
    text: {
      zh: `水位 ${levelM} 米（${datumNames[datum].zh}），警戒 ${facts.warningM} 米，保证 ${facts.guaranteeM} 米，${facts.riseMinutes} 分钟内上涨 ${riseM} 米`,
      en: `level ${levelM} m (${datumNames[datum].en}), warning stage ${facts.warningM} m, guarantee stage ${facts.guaranteeM} m, risen ${riseM} m in ${facts.riseMinutes} min`,
    },
    inputs: [
      { name: 'level', value: levelM, unit: 'm', ageSeconds: 0 },
      { name: 'datum', value: datum },
      { name: 'warning stage', value: facts.warningM, unit: 'm' },
      { name: 'guarantee stage', value: facts.guaranteeM, unit: 'm' },
      { name: 'rise', value: riseM, unit: 'm' },
      ...(flowM3s === undefined ? [] : [{ name: 'flow', value: flowM3s, unit: 'm³/s' }]),
    ],
    observedAtMs: seen.observedAtMs,
    sources: [seen.device],
    ...(facts.section && { areaId: facts.section }),
    position: seen.site.site,
  })
}

export function levelCleared(seen: Seen): Clear {
  const text = {
    zh: `水位 ${seen.body.levelM} 米，低于警戒水位且不再快速上涨`,
    en: `the water stands at ${seen.body.levelM} m, below the warning stage and no longer rising fast`,
  }
  return clearOf(`level:${seen.device}`, 'passed', text, seen.observedAtMs)
}

export function datumCleared(seen: Seen): Clear {
  const text = { zh: '水位基面已一致', en: 'the gauge speaks in the datum of its limits again' }
  return clearOf(`datum:${seen.device}`, 'recovered', text, seen.observedAtMs)
}

/** Two metres lie between the datums in use on one river: such a reading is compared with nothing. */
export function datumFinding(seen: Seen, { datum }: GaugeFacts): Raise {
  const [said, wanted] = [datumNames[seen.body.datum], datumNames[datum]]
  return raiseOf({
    subject: `datum:${seen.device}`,
    level: 'maintenance',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Observed',
    title: { zh: `水位基面不符：${seen.site.name}`, en: `Gauge speaks in another datum: ${seen.site.name}` },
    rule: 'level-datum',
    text: {
      zh: `读数用${said.zh}，限值用${wanted.zh}；改正之前不作水位判定`,
      en: `it reports in ${said.en}, its limits are in ${wanted.en}; no stage is judged until they agree`,
    },
    inputs: [
      { name: 'datum of the reading', value: seen.body.datum },
      { name: 'datum of the limits', value: datum },
    ],
    observedAtMs: seen.observedAtMs,
    sources: [seen.device],
    position: seen.site.site,
  })
}
