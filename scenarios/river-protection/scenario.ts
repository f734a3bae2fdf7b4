import { waterKinds } from '#domain/county/area-kinds.ts'
import { waterLevel } from '#domain/observation/kinds/water-level.ts'
import { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import { defineScenario } from '#domain/scenario/scenario.ts'
import { detectPollution } from '#scenarios/river-protection/detector.ts'
import { riverMemory } from '#scenarios/river-protection/memory.ts'
import { riverProtectionLimits } from '#scenarios/river-protection/schema.ts'

/** River protection: class of every section, sudden pollution, defects of sensors, stages of gauges. */
export const riverProtection = defineScenario({
  id: 'river-protection',
  title: { zh: '长江水环境保护', en: 'River protection' },
  impactIfSilent: { zh: '沿江居民饮用被污染的水，水生生物受害而无人知晓', en: 'people drink polluted water and the river dies unnoticed' },
  kinds: [waterQuality, waterLevel],
  memory: riverMemory,
  limits: riverProtectionLimits,
  areaKinds: waterKinds,
  memoryKeys: ({ id, watches }, _body, waters) => {
    if (waters.length > 0) return waters.map((water) => `water:${water.id}`)
    return watches.length > 0 ? [] : [`device:${id}`]
  },
  // A round of the analysers and a margin: a station that was cut off still counts when it is back.
  relevantForSeconds: 21_600,
  quietGapSeconds: 43_200,
  suppressionSeconds: 14_400,
  unacknowledged: {
    fromSeverity: 'Severe',
    level: 'unheard',
    severity: 'Extreme',
    afterSeconds: 900,
    text: { zh: '十五分钟无人签收', en: 'nobody has acknowledged it for fifteen minutes' },
  },
  response: {
    agency: 'water-station',
    steps: [
      {
        zh: '核对仪器状态和现场图像，通知下游取水口做好准备',
        en: 'Check the instrument and the picture; tell intakes downstream to be ready',
      },
      { zh: '派人到断面采样复核，记录颜色、气味、死鱼和油膜', en: 'Send somebody to take a sample; note colour, smell, dead fish, oil' },
      {
        zh: '证实污染即报生态环境部门，沿程排查来源',
        en: 'If it is pollution, report to the environment bureau and search upstream for its source',
      },
    ],
  },
  detect: detectPollution,
})
