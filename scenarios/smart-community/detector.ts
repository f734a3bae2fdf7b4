import type { Detector, Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import { withEntry } from '#domain/entries.ts'
import type { access } from '#domain/observation/kinds/safety-sensors.ts'
import type { vision } from '#domain/observation/kinds/vision.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import type { SensorSeen } from '#scenarios/smart-community/channels.ts'
import { findingContextOf } from '#scenarios/smart-community/finding-context.ts'
import { obstruction, over } from '#scenarios/smart-community/findings.ts'
import { type CommunityMemory, nothing } from '#scenarios/smart-community/memory.ts'
import type { SmartCommunityLimits } from '#scenarios/smart-community/schema.ts'
import { onSensor, onTime } from '#scenarios/smart-community/sensors.ts'
import { afterFrames, occupiedSeconds } from '#scenarios/smart-community/watched-place.ts'

type VisionSeen = ObservationOf<typeof vision>
type AccessSeen = ObservationOf<typeof access>

/** One building or street: its sensors by the alarm engine, its lifts and lanes by its cameras, what they say together. */
export const detectCommunity: Detector<CommunityMemory, SensorSeen | VisionSeen | AccessSeen | Wake, SmartCommunityLimits> = (
  memory = nothing,
  seen,
  limits,
) => {
  if (seen.kind === 'wake') return onTime(memory, seen, limits)
  if (seen.kind === 'vision') return onVision(memory, seen, limits)
  if (seen.body.test) return quiet({ ...memory, tests: memory.tests + 1 })
  return seen.kind === 'access' ? onAccess(memory, seen) : onSensor(memory, seen, limits)
}

function onVision(memory: CommunityMemory, seen: VisionSeen, limits: SmartCommunityLimits): Step<CommunityMemory> {
  const context = findingContextOf(seen)
  const isLift = limits.liftAreas.has(context.place)
  const rules = isLift ? limits.lift : limits.fireLane
  const before = memory.places[seen.device]
  const after = afterFrames(before, seen.observedAtMs, seen.body, rules)
  if (after === before) return quiet(memory)
  const next = { ...memory, places: withEntry(memory.places, seen.device, after) }
  if (before?.lastReported && !after?.dwell) return { memory: next, findings: [over(`place:${context.place}`, context.atMs)] }
  const seconds = occupiedSeconds(after, rules)
  if (seconds === 0 || !after || after.lastReported) return quiet(next)
  const finding = obstruction(context, isLift ? 'lift' : 'fire-lane', { name: 'dwell', value: seconds, unit: 's' })
  return { memory: { ...next, places: { ...next.places, [seen.device]: { ...after, lastReported: true } } }, findings: [finding] }
}

function onAccess(memory: CommunityMemory, seen: AccessSeen): Step<CommunityMemory> {
  const without = seen.body.persons - seen.body.swipes
  if (seen.body.swipes === 0 || without <= 0) return quiet(memory)
  const finding = obstruction(findingContextOf(seen), 'tailgate', { name: 'persons without a card', value: without })
  return { memory: { ...memory }, findings: [finding] }
}
