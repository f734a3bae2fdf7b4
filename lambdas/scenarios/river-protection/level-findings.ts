import type { Clear, Raise } from '#domain/detection/detector.ts'
import type { LevelDatum, waterLevel } from '#domain/observation/kinds/water-level.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import type { Text } from '#domain/text.ts'
import { type LevelState, riseMPerHour } from '#lambdas/scenarios/river-protection/level-watch.ts'
import type { GaugeFacts } from '#lambdas/scenarios/river-protection/schema.ts'
import { rankNames } from '#lambdas/scenarios/river-protection/warning.ts'

type Seen = ObservationOf<typeof waterLevel>

const datumNames: Record<LevelDatum, Text> = {
  '1985': { zh: '1985 国家高程基准', en: 'National Vertical Datum 1985' },
  wusong: { zh: '吴淞高程', en: 'Wusong datum' },
  'huanghai-1956': { zh: '1956 黄海高程', en: 'Yellow Sea datum 1956' },
  local: { zh: '测站基面', en: "the gauge's own datum" },
}
const titles: Record<1 | 2 | 3, Text> = {
  1: { zh: '水位上涨过快', en: 'Water is rising fast' },
  2: { zh: '水位超警戒', en: 'Water level at the warning stage' },
  3: { zh: '水位超保证', en: 'Water level at the guarantee stage' },
}

export function levelFinding(seen: Seen, level: LevelState, rank: 1 | 2 | 3, facts: GaugeFacts): Raise {
  const { levelM, datum, flowM3s } = seen.body
  const rate = riseMPerHour(level.points, seen.observedAtMs, levelM, facts)
  const rise = rate === undefined ? undefined : Number(rate.toFixed(2))
  return {
    type: 'raise',
    subject: `level:${seen.device}`,
    level: rankNames[rank],
    severity: rank === 3 ? 'Severe' : rank === 2 ? 'Moderate' : 'Minor',
    urgency: rank === 3 ? 'Immediate' : 'Expected',
    certainty: 'Observed',
    title: { zh: `${titles[rank].zh}：${seen.site.name}`, en: `${titles[rank].en}: ${seen.site.name}` },
    reason: {
      rule: rank === 1 ? 'level-rise' : 'level-stage',
      text: {
        zh: `水位 ${levelM} 米（${datumNames[datum].zh}），警戒 ${facts.warningM} 米，保证 ${facts.guaranteeM} 米${rise === undefined ? '' : `，涨速 ${rise} 米/小时`}`,
        en: `level ${levelM} m (${datumNames[datum].en}), warning stage ${facts.warningM} m, guarantee stage ${facts.guaranteeM} m${rise === undefined ? '' : `, rising ${rise} m/h`}`,
      },
      inputs: [
        { name: 'level', value: levelM, unit: 'm', ageSeconds: 0 },
        { name: 'datum', value: datum },
        { name: 'warning stage', value: facts.warningM, unit: 'm' },
        { name: 'guarantee stage', value: facts.guaranteeM, unit: 'm' },
        ...(rise === undefined ? [] : [{ name: 'rise', value: rise, unit: 'm/h' }]),
        ...(flowM3s === undefined ? [] : [{ name: 'flow', value: flowM3s, unit: 'm³/s' }]),
      ],
    },
    observedAtMs: seen.observedAtMs,
    sources: [seen.device],
    ...(facts.section && { areaId: facts.section }),
    position: seen.site.site,
  }
}

export function levelCleared(seen: Seen): Clear {
  const text = {
    zh: `水位退至 ${seen.body.levelM} 米，低于警戒水位`,
    en: `the water is down to ${seen.body.levelM} m, below the warning stage`,
  }
  return { type: 'clear', subject: `level:${seen.device}`, outcome: 'passed', text, observedAtMs: seen.observedAtMs }
}

/** Two metres lie between the datums in use on one river: such a reading is compared with nothing. */
export function datumFinding(seen: Seen, { datum }: GaugeFacts): Raise {
  const [said, wanted] = [datumNames[seen.body.datum], datumNames[datum]]
  return {
    type: 'raise',
    subject: `datum:${seen.device}`,
    level: 'maintenance',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Observed',
    title: { zh: `水位基面不符：${seen.site.name}`, en: `Gauge speaks in another datum: ${seen.site.name}` },
    reason: {
      rule: 'level-datum',
      text: {
        zh: `读数用${said.zh}，限值用${wanted.zh}；改正之前不作水位判定`,
        en: `it reports in ${said.en}, its limits are in ${wanted.en}; no stage is judged until they agree`,
      },
      inputs: [
        { name: 'datum of the reading', value: seen.body.datum },
        { name: 'datum of the limits', value: datum },
      ],
    },
    observedAtMs: seen.observedAtMs,
    sources: [seen.device],
    position: seen.site.site,
  }
}
