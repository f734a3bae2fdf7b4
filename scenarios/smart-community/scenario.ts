import { areasOfKind } from '#domain/county/area-kinds.ts'
import {
  access,
  carbonMonoxide,
  electrical,
  floodLevel,
  gas,
  manhole,
  smoke,
  waterPressure,
} from '#domain/observation/kinds/safety-sensors.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import { defineScenario } from '#domain/scenario/scenario.ts'
import { detectCommunity } from '#scenarios/smart-community/detector.ts'
import { communityMemory } from '#scenarios/smart-community/memory.ts'
import { smartCommunityLimits } from '#scenarios/smart-community/schema.ts'

/** Where cameras of this scenario look: other cameras belong to other scenarios. */
const watchedPlaces = ['lift', 'fire-lane']
const sensedPlaces = ['building', 'street', ...watchedPlaces]

/** Smart community: gas, smoke, wiring, covers, hydrants, flooded roads, lifts, lanes and doors. */
export const smartCommunity = defineScenario({
  id: 'smart-community',
  title: { zh: '智慧社区', en: 'Smart community' },
  impactIfSilent: {
    zh: '居民得不到燃气、火灾、积水等险情的报警',
    en: 'residents are not warned of gas, fire and flooding where they live',
  },
  kinds: [gas, carbonMonoxide, smoke, electrical, manhole, waterPressure, floodLevel, access, vision],
  memory: communityMemory,
  limits: smartCommunityLimits,
  bindCounty: (limits, { areas }) => ({ ...limits, liftAreas: new Set(areasOfKind(areas, 'lift')) }),
  areaKinds: sensedPlaces,
  memoryKeys: ({ id, watches, kinds }, _body, areas) => {
    const isCamera = kinds.includes('vision')
    const places = isCamera ? areas.filter(({ kind }) => watchedPlaces.includes(kind)) : areas
    if (places.length > 0) return places.map((place) => `place:${place.id}`)
    return isCamera || watches.length > 0 ? [] : [`device:${id}`]
  },
  relevantForSeconds: 3_600,
  quietGapSeconds: 1_800,
  suppressionSeconds: 1_800,
  unacknowledged: {
    fromSeverity: 'Severe',
    level: 'unheard',
    severity: 'Extreme',
    afterSeconds: 120,
    text: { zh: '两分钟无人签收', en: 'nobody has acknowledged it for two minutes' },
  },
  response: {
    agency: 'community',
    steps: [
      { zh: '电话联系住户或物业，确认现场有无人员', en: 'Call the household or the property office: is anybody there?' },
      {
        zh: '燃气：勿开关电器，开窗、关阀、撤离；火情：拨 119 并通知楼栋',
        en: 'Gas: no switches, windows open, valve shut, out. Fire: call 119 and warn the building',
      },
      { zh: '派最近的网格员到场核实并反馈', en: 'Send the nearest grid worker to verify and report' },
    ],
  },
  detect: detectCommunity,
})
