import { quiet } from '#domain/detection/step.ts'
import type { HealthCheck } from '#scenarios/device-health/checks/health-check.ts'
import { fault, recovered } from '#scenarios/device-health/findings.ts'

/**
 * A clock that runs ahead, or was never set: its messages are reckoned by the server's time, so what it buffered while its
 * link was dead stands at the wrong time. One message may be a slip, several are a fault. A clock that is behind cannot be
 * told from a message that was long on its way.
 */
export const wrongClock: HealthCheck = (memory, { clock, receivedAtMs }, limits) => {
  const { wrongClocks = 0, clockReported, ...known } = memory
  if (clock === 'device') {
    if (wrongClocks === 0) return quiet(memory)
    const right = recovered(`clock:${memory.device}`, { zh: '时钟已校准', en: 'its clock is right again' }, receivedAtMs)
    return { memory: known, findings: clockReported ? [right] : [] }
  }
  if (clockReported) return quiet(memory)
  const samples = wrongClocks + 1
  if (samples < limits.wrongClockSamples) return quiet({ ...known, wrongClocks: samples })
  const wrong = fault({
    subject: `clock:${memory.device}`,
    level: 'clock-wrong',
    title: { zh: `时钟错误：${memory.name}`, en: `Clock wrong: ${memory.name}` },
    rule: 'clock-wrong',
    text: {
      zh: '设备时间超前 5 分钟以上或从未设置，已按服务器时间计；请校时',
      en: 'its time is more than 5 min ahead or was never set; the server’s time is used. Set its clock',
    },
    inputs: [{ name: 'messages', value: samples }],
    atMs: receivedAtMs,
    devices: [memory.device],
  })
  return { memory: { ...known, wrongClocks: samples, clockReported: true }, findings: [wrong] }
}
