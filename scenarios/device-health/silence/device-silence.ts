import type { Step, Timer } from '#domain/detection/detector.ts'
import { quiet, withTimers } from '#domain/detection/step.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import { silent } from '#scenarios/device-health/findings.ts'
import { isInGatewayGroup } from '#scenarios/device-health/gateway-group/gateway-group-keys.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'
import { learned } from '#scenarios/device-health/silence/learned-silence.ts'
import { silentAtMs } from '#scenarios/device-health/silence/permitted-silence.ts'

/** What is remembered of a device that has just been registered: it has its permitted silence to say its first word. */
export function awaitFirstWord(device: Device, nowMs: number): { memory: DeviceHealthMemory; timers: { name: string; dueAtMs: number }[] } {
  const memory: DeviceHealthMemory = { ...firstHeard(device, nowMs), awaited: true }
  return { memory, timers: [silenceTimer(memory)] }
}

/** A device at its first message. */
export function firstHeard(device: Device, nowMs: number): DeviceHealthMemory {
  const memory = { device: device.id, name: device.name, silenceMs: device.silenceSeconds * 1000, heardAtMs: nowMs, silent: false }
  return isInGatewayGroup(device) ? { ...memory, inGatewayGroup: true } : memory
}

/** A device that was heard once more. */
export function heardAgain(memory: DeviceHealthMemory, { site, receivedAtMs }: Observation): DeviceHealthMemory {
  const { awaited, lastWordMs: _before, ...known } = memory
  const heard = { ...known, ...firstHeard(site, Math.max(memory.heardAtMs, receivedAtMs)) }
  return awaited ? heard : learned(heard, site, receivedAtMs - memory.heardAtMs)
}

/** The timer of a device that was just heard: it is re-armed only when it fires, not with every message. */
export function timersWhenHeard(before: DeviceHealthMemory | undefined, memory: DeviceHealthMemory): Timer[] {
  if (memory.inGatewayGroup) return []
  return !before || before.silent || memory.silenceMs < before.silenceMs ? [silenceTimer(memory)] : []
}

/** The permitted silence may be over. Of a gateway group only who has never spoken is looked at here: its gateway does not know of it. */
export function onSilenceTimer(memory: DeviceHealthMemory, { observedAtMs }: Wake): Step<DeviceHealthMemory> {
  if (memory.inGatewayGroup && !memory.awaited) return quiet(memory)
  const timer = silenceTimer(memory)
  if (timer.dueAtMs > observedAtMs) return withTimers(quiet(memory), timer)
  return { memory: { ...memory, silent: true }, findings: [silent({ ...memory, id: memory.device }, observedAtMs)] }
}

export function silenceTimer({ heardAtMs, silenceMs }: DeviceHealthMemory) {
  return { name: 'silence', dueAtMs: silentAtMs(heardAtMs, silenceMs) }
}
