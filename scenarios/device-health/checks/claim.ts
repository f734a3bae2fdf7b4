import { quiet } from '#domain/detection/step.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { HealthCheck } from '#scenarios/device-health/checks/health-check.ts'
import { fault } from '#scenarios/device-health/findings.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'

/**
 * A payload that names another device than the one that signed in. What signed in counts, so nothing is gained by it; but
 * somebody has cloned a payload, mixed up two devices, or tries something. Told once for each name.
 */
export const falseClaim: HealthCheck = (memory, seen) => {
  const { claimedDevice: claimed } = seen
  if (claimed === undefined || !claimsAnew(memory, seen)) return quiet(memory)
  const mismatch = fault({
    subject: `identity:${memory.device}`,
    level: 'identity-mismatch',
    severity: 'Moderate',
    title: { zh: `身份不符：${memory.name}`, en: `Identity mismatch: ${memory.name}` },
    rule: 'identity-mismatch',
    text: {
      zh: `以 ${memory.device} 登录，报文自称 ${claimed}；以登录身份为准，请核查设备`,
      en: `signed in as ${memory.device}, its payload says ${claimed}; the sign-in counts. Check the device`,
    },
    inputs: [{ name: 'claimed device', value: claimed }],
    atMs: seen.receivedAtMs,
    devices: [memory.device],
  })
  return { memory: { ...memory, claimed }, findings: [mismatch] }
}

export function claimsAnew({ claimed }: DeviceHealthMemory, { claimedDevice }: Observation): boolean {
  return claimedDevice !== undefined && claimedDevice !== claimed
}
