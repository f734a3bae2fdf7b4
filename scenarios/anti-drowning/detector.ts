import { unansweredOrder } from '#domain/detection/call-out.ts'
import type { Detector, Step } from '#domain/detection/detector.ts'
import type { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import { partOfKey } from '#domain/scenario/division.ts'
import { onAnswer, onUnanswered } from '#scenarios/anti-drowning/calls/speaker-step.ts'
import { type FromCamera, onPicture, onSilence } from '#scenarios/anti-drowning/camera/picture-step.ts'
import { type Draft, draftOf } from '#scenarios/anti-drowning/draft.ts'
import type { WaterMemory } from '#scenarios/anti-drowning/memory.ts'
import type { AntiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { onEmpty, onUnder } from '#scenarios/anti-drowning/spot/spot-step.ts'

type Seen = FromCamera | ObservationOf<typeof speakerAck> | Wake

/** One spot's step: boxes and warm bodies become occupancy, occupancy becomes levels, levels become shouts and findings. */
export const detectDrowning: Detector<WaterMemory, Seen, AntiDrowningLimits> = (known, seen, limits) => {
  const draft = draftOf(known, areaOf(seen.key), limits)
  if (seen.kind === 'wake') onTimer(draft, seen)
  else if (seen.kind === 'speaker-ack') onAnswer(draft, seen)
  else onPicture(draft, seen)
  const { memory, findings, timers, commands, withheld } = draft
  return { memory, findings, timers, commands, withheld } satisfies Step<WaterMemory>
}

/** The water of a key `water:<areaId>/<spot>`; the device itself of one that watches none. */
function areaOf(key: string): string {
  const { whole } = partOfKey(key)
  return whole.slice(whole.indexOf(':') + 1)
}

function onTimer(draft: Draft, wake: Wake): void {
  const unanswered = unansweredOrder(wake.name)
  if (unanswered !== undefined) return onUnanswered(draft, unanswered, wake.observedAtMs)
  const [what, name = ''] = wake.name.split(':')
  if (what === 'heard') return onSilence(draft, wake, name)
  const spot = draft.memory.spots[name]
  if (!spot) return
  if (what === 'empty') onEmpty(draft, wake, name, spot)
  if (what === 'under') onUnder(draft, wake, name, spot)
}
