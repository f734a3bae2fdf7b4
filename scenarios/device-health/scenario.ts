import { defineScenario } from '#domain/scenario/scenario.ts'
import { detectDeviceHealth } from '#scenarios/device-health/detector.ts'
import { healthKeys } from '#scenarios/device-health/gateway-group/gateway-group-keys.ts'
import { healthMemory } from '#scenarios/device-health/memory.ts'
import { deviceHealthLimits } from '#scenarios/device-health/schema.ts'
import { awaitFirstWord } from '#scenarios/device-health/silence/device-silence.ts'

/** Watches the devices themselves: what no longer speaks no longer warns. */
export const deviceHealth = defineScenario({
  id: 'device-health',
  title: { zh: '设备健康', en: 'Device health' },
  impactIfSilent: {
    zh: '失联的设备无人察觉，其看护的人和山林失去预警',
    en: 'a dead device goes unnoticed, and the people and forests it watched go unwarned',
  },
  kinds: 'all',
  memory: healthMemory,
  limits: deviceHealthLimits,
  memoryKeys: healthKeys,
  atRegistration: (device, nowMs) => ({ key: `device:${device.id}`, ...awaitFirstWord(device, nowMs) }),
  relevantForSeconds: 3_600,
  quietGapSeconds: 86_400,
  suppressionSeconds: 3_600,
  response: {
    agency: 'it-office',
    steps: [
      { zh: '查看同一网关下的其他设备是否同时失联', en: 'See whether other devices of the same gateway fell silent with it' },
      { zh: '检查供电与网络，必要时到场', en: 'Check power and network; go there if need be' },
      { zh: '失联期间安排人工巡查其盲区', en: 'Have its blind area patrolled meanwhile' },
    ],
  },
  detect: detectDeviceHealth,
})
