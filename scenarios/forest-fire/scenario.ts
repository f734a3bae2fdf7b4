import { withClock } from '#domain/county/clock.ts'
import { hotSpot } from '#domain/observation/kinds/hot-spot.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import { weather } from '#domain/observation/kinds/weather.ts'
import { defineScenario } from '#domain/scenario/scenario.ts'
import { detectForestFire } from '#scenarios/forest-fire/detector.ts'
import { fireMemory } from '#scenarios/forest-fire/memory.ts'
import { forestFireLimits } from '#scenarios/forest-fire/schema.ts'

/** Forest fire: the day's danger, smoke and flame from towers, heat from radiometers. */
export const forestFire = defineScenario({
  id: 'forest-fire',
  title: { zh: '森林防火', en: 'Forest fire' },
  impactIfSilent: { zh: '林区居民和护林员得不到火情预警', en: 'people in and around the forest are not warned of a fire' },
  kinds: [weather, vision, hotSpot],
  memory: fireMemory,
  limits: forestFireLimits,
  bindCounty: withClock,
  areaKinds: ['forest'],
  memoryKeys: ({ id, watches }, _body, forests) => {
    if (forests.length > 0) return forests.map((forest) => `forest:${forest.id}`)
    return watches.length > 0 ? [] : [`device:${id}`]
  },
  relevantForSeconds: 900,
  quietGapSeconds: 3_600,
  suppressionSeconds: 7_200,
  unacknowledged: {
    fromSeverity: 'Severe',
    level: 'unheard',
    severity: 'Extreme',
    afterSeconds: 180,
    text: { zh: '三分钟无人签收', en: 'nobody has acknowledged it for three minutes' },
  },
  response: {
    agency: 'forestry',
    steps: [
      { zh: '调看塔台实时画面，核对方位', en: 'Look at the tower picture and check the bearing' },
      { zh: '派最近的护林员到场核实，带好通信设备', en: 'Send the nearest ranger to verify, with a radio' },
      { zh: '确认起火即按预案调扑火队，通知下风向村组', en: 'If it burns, call the fire crew and warn the villages downwind' },
    ],
  },
  detect: detectForestFire,
})
