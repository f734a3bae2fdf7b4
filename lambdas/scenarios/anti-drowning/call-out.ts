import type { DeviceCommand } from '#domain/detection/detector.ts'
import type { AntiDrowningLimits } from '#lambdas/scenarios/anti-drowning/schema.ts'
import type { Level, Spot } from '#lambdas/scenarios/anti-drowning/spot.ts'

/** Message 1 asks people to step back from the edge, message 2 to come out of the water. */
type MessageNumber = 1 | 2

/** A shout that waits for its loudspeaker to answer. */
export type PendingCall = { commandId: string; spot: string; sinceMs: number; step: number; speaker: number; message: MessageNumber }

export type Order = { command: DeviceCommand; pending: PendingCall; answerDueAtMs: number }

/** The next shout at a spot, if one is due: message 1 at a warning, message 2 from an alarm on, each not too often, all not too many. */
export function callOut(name: string, spot: Spot, level: Level, nowMs: number, limits: AntiDrowningLimits): { spot: Spot; order?: Order } {
  const { repeatSeconds, atMost } = limits.callOut
  const message = level === 'warning' ? 1 : 2
  const lastMs = spot.callOuts.lastMs[message]
  const tooSoon = lastMs !== undefined && nowMs - lastMs < repeatSeconds * 1000
  if (level === 'notice' || tooSoon || spot.callOuts.count >= atMost || !limits.speakers[name]?.length) return { spot }
  const step = spot.callOuts.count + 1
  const order = orderTo({ spot: name, sinceMs: spot.sinceMs, step, speaker: 0, message }, nowMs, limits)
  const callOuts = { ...spot.callOuts, count: step, lastMs: { ...spot.callOuts.lastMs, [message]: nowMs } }
  return { spot: { ...spot, callOuts }, ...(order && { order }) }
}

/** The same shout through the next loudspeaker, after the one before did not answer; nothing when there is no other. */
export function callNextSpeaker(call: PendingCall, nowMs: number, limits: AntiDrowningLimits): Order | undefined {
  return orderTo({ ...call, speaker: call.speaker + 1 }, nowMs, limits)
}

function orderTo(call: Omit<PendingCall, 'commandId'>, nowMs: number, limits: AntiDrowningLimits): Order | undefined {
  const device = limits.speakers[call.spot]?.[call.speaker]
  if (device === undefined) return undefined
  // The same episode, step and loudspeaker give the same id, so that a replay shouts nothing twice.
  const id = `${call.spot}/${call.sinceMs}/${call.step}/${call.speaker}`
  const { validSeconds, acknowledgeSeconds } = limits.callOut
  return {
    command: { id, device, name: 'loudspeaker.play', parameters: { message: call.message }, notAfterMs: nowMs + validSeconds * 1000 },
    pending: { ...call, commandId: id },
    answerDueAtMs: nowMs + acknowledgeSeconds * 1000,
  }
}
