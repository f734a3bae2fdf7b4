import { waterKinds } from '#domain/county/area-kinds.ts'
import { withClock } from '#domain/county/clock.ts'
import { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import { thermal } from '#domain/observation/kinds/thermal.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import { defineScenario } from '#domain/scenario/scenario.ts'
import { detectDrowning } from '#scenarios/anti-drowning/detector.ts'
import { waterMemory } from '#scenarios/anti-drowning/memory.ts'
import { antiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { bySpot } from '#scenarios/anti-drowning/spot/division.ts'

/** Anti-drowning: people near, at and in dangerous water; called out, counted when they leave, never lost from sight in silence. */
export const antiDrowning = defineScenario({
  id: 'anti-drowning',
  title: { zh: '防溺水', en: 'Anti-drowning' },
  impactIfSilent: {
    zh: '下水的人，尤其是孩子，无人劝离也无人施救',
    en: 'people who go into the water, children above all, are neither called out nor rescued',
  },
  kinds: [vision, thermal, speakerAck],
  memory: waterMemory,
  limits: antiDrowningLimits,
  bindCounty: withClock,
  areaKinds: waterKinds,
  division: bySpot,
  memoryKeys: ({ id, watches }, _body, waters) => {
    if (waters.length > 0) return waters.map((water) => `water:${water.id}`)
    return watches.length > 0 ? [] : [`device:${id}`]
  },
  relevantForSeconds: 120,
  quietGapSeconds: 300,
  suppressionSeconds: 600,
  unacknowledged: {
    fromSeverity: 'Severe',
    level: 'critical',
    severity: 'Extreme',
    afterSeconds: 60,
    text: { zh: '一分钟无人签收', en: 'nobody has acknowledged it for a minute' },
  },
  response: {
    agency: 'water-station',
    steps: [
      { zh: '看现场画面，确认人数和位置', en: 'Look at the picture: how many, and where' },
      { zh: '喊话劝离，通知最近的巡查员到场', en: 'Call them out and send the nearest patrol' },
      { zh: '有人沉没立即报 119、120，并指引救援入口', en: 'If somebody went under call 119 and 120 and guide the rescuers in' },
    ],
  },
  detect: detectDrowning,
})
