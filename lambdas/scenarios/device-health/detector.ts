import type { Detector, Finding, Step } from '#domain/detection/detector.ts'
import type { Device } from '#domain/observation/device.ts'
import { isMessage, type Observation, type Wake } from '#domain/observation/observation.ts'
import type { DeviceHealthLimits } from '#lambdas/scenarios/device-health/schema.ts'

export type DeviceHealthMemory = {
  device: string
  name: string
  silenceMs: number
  /** When it was last heard, by the server's clock; at most a fifth of the permitted silence behind the truth. */
  heardAtMs: number
  silent: boolean
  /** Registered, and not heard yet: `heardAtMs` is when it was registered. */
  awaited?: true
  /** The last sampled measurements and since when they have not changed. */
  reading?: { values: string; sinceMs: number; stuck: boolean }
}

/** What is written down of "heard" is at most this share of the permitted silence old, so a healthy device costs few writes. */
const sampledShare = 1 / 5
/** Declared a little after the permitted silence, well before the promised 10 % are over. */
const declaredAfterShare = 1.08

/**
 * Declares a device silent when it has not spoken for the time its registration permits, and takes that back when it speaks.
 * Judged by the server's time: a wrong device clock must not make a device look dead or alive. The timer is re-armed only
 * when it fires, not with every message.
 */
export const detectDeviceHealth: Detector<DeviceHealthMemory, Observation | Wake, DeviceHealthLimits> = (memory, seen, limits) => {
  if (!isMessage(seen)) return memory ? onTimer(memory, seen) : { memory: silentForEver, findings: [] }
  return memory ? onMessage(memory, seen, limits) : firstHeard(seen)
}

/** A timer without memory cannot happen; were it to, nothing is known that could be declared. */
const silentForEver: DeviceHealthMemory = { device: '', name: '', silenceMs: 0, heardAtMs: 0, silent: true }

/** What is remembered of a device that has just been registered: it has its permitted silence to say its first word. */
export function awaitFirstWord(device: Device, nowMs: number): { memory: DeviceHealthMemory; timers: { name: string; dueAtMs: number }[] } {
  const memory: DeviceHealthMemory = {
    device: device.id,
    name: device.name,
    silenceMs: device.silenceSeconds * 1000,
    heardAtMs: nowMs,
    silent: false,
    awaited: true,
  }
  return { memory, timers: [deadlineOf(memory)] }
}

function firstHeard(seen: Observation): Step<DeviceHealthMemory> {
  const silenceMs = seen.site.silenceSeconds * 1000
  const memory = { device: seen.device, name: seen.site.name, silenceMs, heardAtMs: seen.receivedAtMs, silent: false }
  return { memory, findings: [], timers: [deadlineOf(memory)] }
}

function onMessage(memory: DeviceHealthMemory, seen: Observation, limits: DeviceHealthLimits): Step<DeviceHealthMemory> {
  const aheadMs = seen.receivedAtMs - memory.heardAtMs
  const isNews = memory.awaited || memory.silent || aheadMs >= memory.silenceMs * sampledShare
  if (!isNews || (aheadMs < 0 && !memory.awaited)) return { memory, findings: [] }
  const { reading, findings } = sampleReading(memory, seen, limits)
  const { awaited: _awaited, ...known } = memory
  const heard: DeviceHealthMemory = {
    ...known,
    name: seen.site.name,
    silenceMs: seen.site.silenceSeconds * 1000,
    heardAtMs: Math.max(memory.heardAtMs, seen.receivedAtMs),
    silent: false,
    ...(reading && { reading }),
  }
  if (!memory.silent) return { memory: heard, findings }
  return { memory: heard, findings: [recovered(heard, 'device'), ...findings], timers: [deadlineOf(heard)] }
}

/** Compares measurements only where "heard" is written down anyway, so watching for a stuck sensor costs no write of its own. */
function sampleReading(memory: DeviceHealthMemory, seen: Observation, limits: DeviceHealthLimits) {
  const values = limits.measuringKinds.includes(seen.kind) ? JSON.stringify(seen.body) : undefined
  const { reading } = memory
  if (values === undefined) return { reading, findings: [] }
  if (reading?.values !== values) {
    const fresh = { values, sinceMs: seen.receivedAtMs, stuck: false }
    return { reading: fresh, findings: reading?.stuck ? [recovered({ ...memory, heardAtMs: seen.receivedAtMs }, 'sensor')] : [] }
  }
  const stuck = seen.receivedAtMs - reading.sinceMs >= limits.stuckHours * 3_600_000
  if (!stuck || reading.stuck) return { reading, findings: [] }
  return { reading: { ...reading, stuck }, findings: [stuckSensor(memory, seen, limits)] }
}

function onTimer(memory: DeviceHealthMemory, wake: Wake): Step<DeviceHealthMemory> {
  const deadline = deadlineOf(memory)
  if (deadline.dueAtMs > wake.observedAtMs) return { memory, findings: [], timers: [deadline] }
  return { memory: { ...memory, silent: true }, findings: [silent(memory, wake.observedAtMs)] }
}

function deadlineOf(memory: DeviceHealthMemory) {
  return { name: 'silence', dueAtMs: memory.heardAtMs + Math.round(memory.silenceMs * declaredAfterShare) }
}

function silent(memory: DeviceHealthMemory, nowMs: number): Finding {
  const minutes = Math.round(memory.silenceMs / 60_000)
  const ageSeconds = Math.round((nowMs - memory.heardAtMs) / 1000)
  return {
    type: 'raise',
    subject: `device:${memory.device}`,
    level: 'silent',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Observed',
    title: { zh: `设备失联：${memory.name}`, en: `Device silent: ${memory.name}` },
    reason: {
      rule: 'device-silent',
      text: {
        zh: `超过 ${minutes} 分钟未收到任何消息，其视野为盲区`,
        en: `nothing heard for more than ${minutes} min; what it watched is a blind area`,
      },
      inputs: [
        { name: 'silence', value: ageSeconds, unit: 's' },
        { name: 'permitted silence', value: memory.silenceMs / 1000, unit: 's' },
      ],
    },
    observedAtMs: nowMs,
    sources: [memory.device],
  }
}

function stuckSensor(memory: DeviceHealthMemory, seen: Observation, limits: DeviceHealthLimits): Finding {
  return {
    type: 'raise',
    subject: `sensor:${memory.device}`,
    level: 'suspect',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Likely',
    title: { zh: `读数可疑：${memory.name}`, en: `Readings suspect: ${memory.name}` },
    reason: {
      rule: 'sensor-stuck',
      text: { zh: `读数 ${limits.stuckHours} 小时完全不变`, en: `exactly the same readings for ${limits.stuckHours} h` },
      inputs: [{ name: 'unchanged', value: limits.stuckHours, unit: 'h' }],
    },
    observedAtMs: seen.receivedAtMs,
    sources: [memory.device],
  }
}

function recovered(memory: DeviceHealthMemory, what: 'device' | 'sensor'): Finding {
  return {
    type: 'clear',
    subject: `${what}:${memory.device}`,
    outcome: 'recovered',
    text: what === 'device' ? { zh: '设备恢复上报', en: 'the device speaks again' } : { zh: '读数恢复变化', en: 'its readings move again' },
    observedAtMs: memory.heardAtMs,
  }
}
