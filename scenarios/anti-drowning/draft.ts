import type { Timer, Withheld } from '#domain/detection/detector.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Camera, Spot, WaterMemory } from '#scenarios/anti-drowning/memory.ts'
import type { AntiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'

/** A step in the making: what is gathered while one message is worked through. `area` is what the memory is of. */
export type Draft = {
  memory: WaterMemory
  findings: Finding[]
  timers: Timer[]
  commands: DeviceCommand[]
  withheld: Withheld[]
  area: string
  limits: AntiDrowningLimits
}

/** Nothing happened yet. */
export function draftOf(memory: WaterMemory | undefined, area: string, limits: AntiDrowningLimits): Draft {
  return { memory: memory ?? { cameras: {}, spots: {} }, findings: [], timers: [], commands: [], withheld: [], area, limits }
}

export function setCamera(draft: Draft, device: string, camera: Camera): void {
  draft.memory = { ...draft.memory, cameras: { ...draft.memory.cameras, [device]: camera } }
}

export function setSpot(draft: Draft, name: string, spot: Spot): void {
  draft.memory = { ...draft.memory, spots: { ...draft.memory.spots, [name]: spot } }
}

export function forgetSpot(draft: Draft, name: string): void {
  draft.memory = { ...draft.memory, spots: without(draft.memory.spots, name) }
}

function without<Value>(record: Record<string, Value>, name: string): Record<string, Value> {
  const { [name]: _gone, ...others } = record
  return others
}
