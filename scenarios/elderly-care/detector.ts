import type { Detector } from '#domain/detection/detector.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type { door, fallCandidate, location, motion, promptAnswer, vitals } from '#domain/observation/kinds/home-care.ts'
import type { smoke } from '#domain/observation/kinds/safety-sensors.ts'
import { isMessage, type Observation, type Wake } from '#domain/observation/observation.ts'
import { registrationChange } from '#domain/observation/registration.ts'
import { consentOf, forgotten, onConsent } from '#scenarios/elderly-care/consent.ts'
import { onCandidate, onEmergencyTime, onFallAnswer, onFallTime } from '#scenarios/elderly-care/fall.ts'
import { onSmoke } from '#scenarios/elderly-care/fire.ts'
import { type GatewayMemory, onGatewayMessage, onGatewayService, onGatewayTime } from '#scenarios/elderly-care/gateway.ts'
import { blindness, heardFrom } from '#scenarios/elderly-care/heard.ts'
import { onHomeService } from '#scenarios/elderly-care/home-service.ts'
import { afterBlindness, onActivity, onCheckAnswer, onCheckTime, onEntrance, onQuietTime } from '#scenarios/elderly-care/inactivity.ts'
import { type HomeMemory, type HomeStep, inTurn, nothing, type Occasion, occasionOf, unchanged } from '#scenarios/elderly-care/memory.ts'
import { onEntranceDoor, onRoom, onRoomTime, type RoomRule } from '#scenarios/elderly-care/rooms.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'
import { onSos } from '#scenarios/elderly-care/sos.ts'
import { onVitals } from '#scenarios/elderly-care/vital-signs.ts'
import { onFixTime, onLocation } from '#scenarios/elderly-care/wandering.ts'

export type CareMemory = HomeMemory | GatewayMemory
type Bodies = {
  'fall-candidate': BodyOf<typeof fallCandidate>
  'prompt-answer': BodyOf<typeof promptAnswer>
  motion: BodyOf<typeof motion>
  door: BodyOf<typeof door>
  location: BodyOf<typeof location>
  vitals: BodyOf<typeof vitals>
}

/** One home or person, or one gateway: keys tell which. */
export const detectCare: Detector<CareMemory, Observation | Wake, ElderlyCareLimits> = (memory, seen, limits) => {
  if (seen.key.startsWith('gateway:')) {
    const known = memory as GatewayMemory | undefined
    if (isMessage(seen) && seen.kind === registrationChange) return onGatewayService(known, seen, limits)
    return isMessage(seen) ? onGatewayMessage(known, seen, limits) : onGatewayTime(known, seen, limits)
  }
  const home = (memory as HomeMemory | undefined) ?? nothing
  if (isMessage(seen) && seen.kind === registrationChange) return onHomeService(home, seen)
  return isMessage(seen) ? onMessage(home, seen, limits) : onTime(home, seen, limits)
}

/** Calls for help and fire are heard without a consent; nothing else of a life is. */
function onMessage(memory: HomeMemory, seen: Observation, limits: ElderlyCareLimits): HomeStep {
  if (seen.lateness === 'expired') return unchanged(memory)
  const occasion = occasionOf(seen, seen.device)
  if (seen.kind === 'gateway-heartbeat') return onHeard(memory, occasion, seen, limits)
  if ((seen.body as { test?: boolean }).test) return { memory: { ...memory, tests: memory.tests + 1 }, findings: [] }
  const consent = consentOf(limits, occasion.device, occasion.home, occasion.nowMs)
  return inTurn(memory, [
    (now) => (seen.kind === 'smoke' ? unchanged(now) : onConsent(now, occasion, consent)),
    (now) => {
      if (seen.kind === 'sos' || (consent !== 'valid' && asksForHelp(seen))) return onSos(now, occasion, limits)
      if (seen.kind === 'smoke') return onSmoke(now, occasion, seen.body as BodyOf<typeof smoke>, limits)
      return consent === 'valid' ? onLife(now, seen, occasion, limits) : unchanged(now)
    },
  ])
}

function onLife(memory: HomeMemory, seen: Observation, occasion: Occasion, limits: ElderlyCareLimits): HomeStep {
  switch (seen.kind as keyof Bodies) {
    case 'fall-candidate':
      return onCandidate(memory, occasion, bodyOf(seen, 'fall-candidate'), limits)
    case 'prompt-answer':
      return onAnswer(memory, occasion, bodyOf(seen, 'prompt-answer'), limits)
    case 'motion':
      return onMotion(memory, seen, occasion, bodyOf(seen, 'motion'), limits)
    case 'door':
      return onDoor(memory, seen, occasion, bodyOf(seen, 'door'), limits)
    case 'location': {
      const position = seen.position.source === 'reported' ? seen.position : undefined
      return onLocation(memory, occasion, { ...bodyOf(seen, 'location'), ...(position && { position }) }, limits)
    }
    case 'vitals':
      return onVitals(memory, occasion, bodyOf(seen, 'vitals'), seen.lateness === 'late')
    default:
      return unchanged(memory)
  }
}

/** What a message of the kind says; the kind's own schema has read it. */
function bodyOf<Kind extends keyof Bodies>({ body }: Observation, _kind: Kind): Bodies[Kind] {
  return body as Bodies[Kind]
}

function onAnswer(memory: HomeMemory, occasion: Occasion, body: Bodies['prompt-answer'], limits: ElderlyCareLimits): HomeStep {
  const step = inTurn(memory, [(now) => onFallAnswer(now, occasion, body, limits), (now) => onCheckAnswer(now, occasion, body, limits)])
  // Whoever asks for help without having been asked gets it all the same.
  const isAnswer = step.memory !== memory || memory.falls[occasion.device] !== undefined
  return body.answer === 'help' && !isAnswer ? onSos(memory, occasion, limits) : step
}

function onMotion(memory: HomeMemory, seen: Observation, occasion: Occasion, body: Bodies['motion'], limits: ElderlyCareLimits): HomeStep {
  return inTurn(memory, [
    (now) => onHeard(now, occasion, seen, limits),
    (now) => (body.present ? onRoom(now, occasion, body.room, limits) : unchanged(now)),
    (now) => (body.present ? onActivity(now, occasion, limits) : unchanged(now)),
  ])
}

/** The entrance may mean going or coming; every other door is moved by somebody who is in. */
function onDoor(memory: HomeMemory, seen: Observation, occasion: Occasion, body: Bodies['door'], limits: ElderlyCareLimits): HomeStep {
  return inTurn(memory, [
    (now) => onHeard(now, occasion, seen, limits),
    (now) => (body.which === 'entrance' ? onEntranceDoor(now, occasion, body.open, limits) : onActivity(now, occasion, limits)),
    (now) => (body.which === 'entrance' ? onEntrance(now, occasion) : unchanged(now)),
  ])
}

function onHeard(memory: HomeMemory, occasion: Occasion, seen: Observation, limits: ElderlyCareLimits): HomeStep {
  const { device, nowMs } = occasion
  const heard = heardFrom(memory.heard, device, nowMs, seen.site.silenceSeconds, seen.kind === 'gateway-heartbeat')
  if (heard === memory.heard) return unchanged(memory)
  const seesAgain = blindness(memory.heard, nowMs) !== undefined && blindness(heard, nowMs) === undefined
  const next = { ...memory, heard }
  return seesAgain ? afterBlindness(next, occasion, limits) : unchanged(next)
}

function onTime(memory: HomeMemory, wake: Wake, limits: ElderlyCareLimits): HomeStep {
  const [what = '', name = ''] = wake.name.split('/')
  const occasion = occasionOf(wake, what === 'room' ? (memory.rooms[name as RoomRule]?.by ?? '') : name || (memory.routine.by ?? ''))
  if (what === 'fall') return onFallTime(memory, occasion, limits)
  if (what === 'emergency') return onEmergencyTime(memory, occasion)
  // What follows is concluded from a life: the consent must still hold when it is.
  if (consentOf(limits, occasion.device, occasion.home, occasion.nowMs) !== 'valid') return { memory: forgotten(memory), findings: [] }
  if (what === 'fix') return onFixTime(memory, occasion, limits)
  if (what === 'room') return onRoomTime(memory, occasion, name as RoomRule)
  return what === 'quiet' ? onQuietTime(memory, occasion, limits) : onCheckTime(memory, occasion)
}

function asksForHelp({ kind, body }: Observation): boolean {
  return kind === 'prompt-answer' && (body as Bodies['prompt-answer']).answer === 'help'
}
