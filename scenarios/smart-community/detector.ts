import type { Detector, Step } from '#domain/detection/detector.ts'
import { withEntry } from '#domain/entries.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type { access } from '#domain/observation/kinds/safety-sensors.ts'
import type { VisionBody } from '#domain/observation/kinds/vision.ts'
import { isMessage, type Observation, type Wake } from '#domain/observation/observation.ts'
import { obstruction } from '#scenarios/smart-community/findings.ts'
import { type CommunityMemory, nothing, occasionOf } from '#scenarios/smart-community/memory.ts'
import type { SmartCommunityLimits } from '#scenarios/smart-community/schema.ts'
import { onSensor, onTime, over } from '#scenarios/smart-community/sensors.ts'
import { afterFrames, occupiedSeconds } from '#scenarios/smart-community/watched-place.ts'

/** One building or street: its sensors by the alarm engine, its lifts and lanes by its cameras, what they say together. */
export const detectCommunity: Detector<CommunityMemory, Observation | Wake, SmartCommunityLimits> = (memory = nothing, seen, limits) => {
  if (!isMessage(seen)) return onTime(memory, seen, limits)
  const body = seen.body as { test?: boolean }
  if (body.test) return { memory: { ...memory, tests: memory.tests + 1 }, findings: [] }
  if (seen.kind === 'vision') return onVision(memory, seen as Observation<'vision', VisionBody>, limits)
  if (seen.kind === 'access') return onAccess(memory, seen as Observation<'access', BodyOf<typeof access>>)
  return onSensor(memory, seen, limits)
}

function onVision(memory: CommunityMemory, seen: Observation<'vision', VisionBody>, limits: SmartCommunityLimits): Step<CommunityMemory> {
  const occasion = occasionOf(seen)
  const isLift = limits.liftAreas.has(occasion.place)
  const rules = isLift ? limits.lift : limits.fireLane
  const before = memory.places[seen.device]
  const after = afterFrames(before, seen.observedAtMs, seen.body, rules)
  if (after === before) return { memory, findings: [] }
  const next = { ...memory, places: withEntry(memory.places, seen.device, after) }
  if (before?.told && !after?.dwell) return { memory: next, findings: [{ ...over(occasion), subject: `place:${occasion.place}` }] }
  const seconds = occupiedSeconds(after, rules)
  if (seconds === 0 || !after || after.told) return { memory: next, findings: [] }
  const finding = obstruction(occasion, isLift ? 'lift' : 'fire-lane', { name: 'dwell', value: seconds, unit: 's' })
  return { memory: { ...next, places: { ...next.places, [seen.device]: { ...after, told: true } } }, findings: [finding] }
}

function onAccess(memory: CommunityMemory, seen: Observation<'access', BodyOf<typeof access>>): Step<CommunityMemory> {
  const without = seen.body.persons - seen.body.swipes
  if (seen.body.swipes === 0 || without <= 0) return { memory, findings: [] }
  const finding = obstruction(occasionOf(seen), 'tailgate', { name: 'persons without a card', value: without })
  return { memory: { ...memory }, findings: [finding] }
}
