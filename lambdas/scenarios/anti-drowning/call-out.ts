import type { DeviceCommand } from '#domain/detection/detector.ts'
import type { AntiDrowningLimits } from '#lambdas/scenarios/anti-drowning/schema.ts'
import type { Level, Spot } from '#lambdas/scenarios/anti-drowning/spot.ts'

/** A shout that waits for its loudspeaker to answer. */
export type PendingCall = { commandId: string; spot: string; speaker: number; message: 1 | 2; dueAtMs: number }

type Call = { spot: Spot; command?: DeviceCommand; pending?: PendingCall }

/** The next shout at a spot, if one is due: message 1 at a warning, message 2 from an alarm on, not too often, not too many. */
export function callOut(name: string, spot: Spot, level: Level, nowMs: number, limits: AntiDrowningLimits): Call {
  const { repeatSeconds, atMost } = limits.callOut
  const speakers = limits.speakers[name] ?? []
  const tooSoon = spot.callOuts.count > 0 && nowMs - spot.callOuts.lastMs < repeatSeconds * 1000
  if (level === 'notice' || speakers.length === 0 || tooSoon || spot.callOuts.count >= atMost) return { spot }
  const message = level === 'warning' ? 1 : 2
  const called = { ...spot, callOuts: { ...spot.callOuts, count: spot.callOuts.count + 1, lastMs: nowMs } }
  return { spot: called, ...order(name, called, 0, message, nowMs, limits) }
}

/** The same shout through the next loudspeaker, after the one before did not answer; nothing when there is no other. */
export function callNextSpeaker(
  call: PendingCall,
  spot: Spot,
  nowMs: number,
  limits: AntiDrowningLimits,
): { command?: DeviceCommand; pending?: PendingCall } {
  return order(call.spot, spot, call.speaker + 1, call.message, nowMs, limits)
}

function order(name: string, spot: Spot, speaker: number, message: 1 | 2, nowMs: number, limits: AntiDrowningLimits) {
  const device = limits.speakers[name]?.[speaker]
  if (device === undefined) return {}
  // The same episode, step and speaker give the same id, so that a replay shouts nothing twice.
  const id = `${name}/${spot.sinceMs}/${spot.callOuts.count}/${speaker}`
  const command: DeviceCommand = {
    id,
    device,
    name: 'loudspeaker.play',
    parameters: { message },
    notAfterMs: nowMs + limits.callOut.validSeconds * 1000,
  }
  return { command, pending: { commandId: id, spot: name, speaker, message, dueAtMs: nowMs + limits.callOut.acknowledgeSeconds * 1000 } }
}
