import { areasOfKind, type WatchedArea } from '#domain/county/area-kinds.ts'
import { withClock } from '#domain/county/clock.ts'
import type { Device } from '#domain/observation/device.ts'
import { door, fallCandidate, gatewayHeartbeat, location, motion, promptAnswer, sos, vitals } from '#domain/observation/kinds/home-care.ts'
import { smoke } from '#domain/observation/kinds/safety-sensors.ts'
import { defineScenario } from '#domain/scenario/scenario.ts'
import { detectCare } from '#scenarios/elderly-care/detector.ts'
import { careMemory } from '#scenarios/elderly-care/memory.ts'
import { elderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

const homeKind = 'home'
/** Smoke detectors hang in public buildings too: those that watch no home are not this scenario's. */
const personal = [fallCandidate, promptAnswer, sos, motion, door, location, vitals].map(({ name }): string => name)

/** Elderly care: falls, calls for help, homes that are quiet for too long, whoever has lost the way, vital signs and fire. */
export const elderlyCare = defineScenario({
  id: 'elderly-care',
  title: { zh: '智慧养老', en: 'Elderly care' },
  impactIfSilent: {
    zh: '独居老人跌倒、走失或家中起火无人知晓',
    en: 'nobody learns that an old person living alone has fallen, is lost or has fire at home',
  },
  kinds: [fallCandidate, promptAnswer, sos, motion, door, location, vitals, smoke, gatewayHeartbeat],
  memory: careMemory,
  limits: elderlyCareLimits,
  // Somebody who calls for help is no nuisance.
  shelvable: ({ subject, severity }) => severity !== 'Extreme' && !subject.startsWith('sos:'),
  fixedLimits: ['enrolments', 'geofence.fences', 'inactivity.callDevices'],
  bindCounty: (limits, county) => ({ ...withClock(limits, county), homeAreas: new Set(areasOfKind(county.areas, homeKind)) }),
  areaKinds: [homeKind],
  followsRegister: true,
  memoryKeys: careKeys,
  // A call for help rings however late it comes.
  relevantForSeconds: 86_400,
  quietGapSeconds: 1_800,
  // Whoever presses again after an incident was closed must be heard.
  suppressionSeconds: 0,
  unacknowledged: {
    fromSeverity: 'Severe',
    level: 'unheard',
    severity: 'Extreme',
    afterSeconds: 60,
    text: {
      zh: '一分钟无人签收，转社区值班台；再过三分钟仍无人接手请拨打 120',
      en: 'nobody has acknowledged it for a minute: to the community desk; if nobody takes it within three more minutes, call 120',
    },
  },
  response: {
    agency: 'carer-service',
    steps: [
      { zh: '立即致电老人或通过设备通话，确认是否安好', en: 'Call the person, or speak through the device: is all well?' },
      { zh: '无人应答时派最近的护理员或网格员上门', en: 'No answer: send the nearest carer or grid worker to the door' },
      { zh: '受伤或无意识拨 120；火情拨 119 并疏散', en: 'Hurt or unconscious: 120. Fire: 119 and out of the house' },
    ],
  },
  detect: detectCare,
})

/** `home:<area>` for what watches a home, else `person:<device>`; behind a gateway also `gateway:<device>`. */
function careKeys({ id, kinds, parent }: Device, _body: unknown, areas: WatchedArea[]): string[] {
  const homes = areas.map((home) => `home:${home.id}`)
  if (kinds.includes(gatewayHeartbeat.name)) return [...homes, `gateway:${id}`]
  const own = homes.length > 0 ? homes : kinds.some((kind) => personal.includes(kind)) ? [`person:${id}`] : []
  return own.length > 0 && parent !== undefined ? [...own, `gateway:${parent}`] : own
}
