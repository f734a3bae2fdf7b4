import { type Order, orderCall } from '#domain/detection/call-out.ts'
import type { Level, Spot } from '#scenarios/anti-drowning/memory.ts'
import type { AntiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'

/**
 * The next shout at a spot, if one is due: message 1 (step back from the edge) at a warning, message 2 (come out of the water)
 * from an alarm on, each not too often, all not too many.
 */
export function callOut(name: string, spot: Spot, level: Level, nowMs: number, limits: AntiDrowningLimits): { spot: Spot; order?: Order } {
  const { repeatSeconds, atMost } = limits.callOut
  const message = level === 'warning' ? 1 : 2
  const lastMs = spot.callOuts.lastMs[message]
  const tooSoon = lastMs !== undefined && nowMs - lastMs < repeatSeconds * 1000
  if (level === 'notice' || tooSoon || spot.callOuts.count >= atMost) return { spot }
  const step = spot.callOuts.count + 1
  const order = orderCall({ subject: name, sinceMs: spot.sinceMs, step, message }, limits.speakers[name] ?? [], nowMs, limits.callOut)
  if (!order) return { spot }
  const callOuts = { ...spot.callOuts, count: step, lastMs: { ...spot.callOuts.lastMs, [message]: nowMs } }
  return { spot: { ...spot, callOuts }, order }
}
