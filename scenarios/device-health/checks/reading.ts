import { quiet } from '#domain/detection/step.ts'
import type { HealthCheck } from '#scenarios/device-health/checks/health-check.ts'
import { fault, recovered } from '#scenarios/device-health/findings.ts'

/** Measurements that stand still come from a stuck sensor. Only what is written down anyway is compared, so this costs no write. */
export const stuckReading: HealthCheck = (memory, seen, limits) => {
  if (!limits.measuringKinds.includes(seen.kind)) return quiet(memory)
  const values = JSON.stringify(seen.body)
  const { reading } = memory
  const subject = `sensor:${memory.device}`
  if (reading?.values !== values) {
    const fresh = { ...memory, reading: { values, sinceMs: seen.receivedAtMs, stuck: false } }
    const moving = { zh: '读数恢复变化', en: 'its readings move again' }
    return { memory: fresh, findings: reading?.stuck ? [recovered(subject, moving, seen.receivedAtMs)] : [] }
  }
  if (reading.stuck || seen.receivedAtMs - reading.sinceMs < limits.stuckHours * 3_600_000) return quiet(memory)
  const stuck = fault({
    subject,
    level: 'suspect',
    certainty: 'Likely',
    title: { zh: `读数可疑：${memory.name}`, en: `Readings suspect: ${memory.name}` },
    rule: 'sensor-stuck',
    text: { zh: `读数 ${limits.stuckHours} 小时完全不变`, en: `exactly the same readings for ${limits.stuckHours} h` },
    inputs: [{ name: 'unchanged', value: limits.stuckHours, unit: 'h' }],
    atMs: seen.receivedAtMs,
    devices: [memory.device],
  })
  return { memory: { ...memory, reading: { ...reading, stuck: true } }, findings: [stuck] }
}
