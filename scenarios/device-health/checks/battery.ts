import { quiet } from '#domain/detection/step.ts'
import type { HealthCheck } from '#scenarios/device-health/checks/health-check.ts'
import { fault, recovered } from '#scenarios/device-health/findings.ts'

/** A battery that has to be changed soon, with a deadband: cold nights and load move what a battery says of itself. */
export const lowBattery: HealthCheck = (memory, { batteryPct, receivedAtMs }, { battery }) => {
  if (batteryPct === undefined) return quiet(memory)
  const subject = `battery:${memory.device}`
  if (!memory.batteryLow && batteryPct <= battery.lowPct) {
    const low = fault({
      subject,
      level: 'battery-low',
      title: { zh: `电量低：${memory.name}`, en: `Battery low: ${memory.name}` },
      rule: 'battery-low',
      text: { zh: `剩余电量 ${batteryPct} %，请更换电池`, en: `${batteryPct} % left; change the battery` },
      inputs: [{ name: 'battery', value: batteryPct, unit: '%' }],
      atMs: receivedAtMs,
      devices: [memory.device],
    })
    return { memory: { ...memory, batteryLow: true }, findings: [low] }
  }
  if (!memory.batteryLow || batteryPct < battery.lowPct + battery.deadbandPct) return quiet(memory)
  const { batteryLow: _low, ...charged } = memory
  return { memory: charged, findings: [recovered(subject, { zh: '电量已恢复', en: 'the battery is charged again' }, receivedAtMs)] }
}
