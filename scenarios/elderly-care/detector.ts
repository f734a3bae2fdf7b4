import type { Detector } from '#domain/detection/detector.ts'
import { inTurn, quiet } from '#domain/detection/step.ts'
import type {
  door,
  fallCandidate,
  gatewayHeartbeat,
  location,
  motion,
  promptAnswer,
  sos,
  vitals,
} from '#domain/observation/kinds/home-care.ts'
import type { smoke } from '#domain/observation/kinds/safety-sensors.ts'
import type { Observation, ObservationOf, Wake } from '#domain/observation/observation.ts'
import { type RegistrationChange, registrationChange } from '#domain/observation/registration.ts'
import {
  afterBlindness,
  onActivity,
  onCheckAnswer,
  onCheckTime,
  onEntrance,
  onQuietTime,
} from '#scenarios/elderly-care/daily-life/inactivity.ts'
import { onEntranceDoor, onRoom, onRoomTime } from '#scenarios/elderly-care/daily-life/rooms.ts'
import { onFixTime, onLocation } from '#scenarios/elderly-care/daily-life/wandering.ts'
import { onCandidate, onEmergencyTime, onFallAnswer, onFallTime } from '#scenarios/elderly-care/emergencies/fall.ts'
import { onSmoke } from '#scenarios/elderly-care/emergencies/fire.ts'
import { onSos } from '#scenarios/elderly-care/emergencies/sos.ts'
import { consentOf, forgotten, onConsent } from '#scenarios/elderly-care/enrolment/consent.ts'
import { onHomeService } from '#scenarios/elderly-care/enrolment/home-service.ts'
import { type FindingContext, findingContextOf } from '#scenarios/elderly-care/finding-context.ts'
import { onGatewayMessage, onGatewayService, onGatewayTime } from '#scenarios/elderly-care/gateway/gateway.ts'
import { blindness, heardFrom } from '#scenarios/elderly-care/gateway/heard.ts'
import { type CareMemory, type HomeMemory, type HomeStep, nothing, type RoomRule } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'
import { onVitals } from '#scenarios/elderly-care/vitals/vital-signs.ts'

type LifeKind = typeof fallCandidate | typeof promptAnswer | typeof motion | typeof door | typeof location | typeof vitals
type LifeSeen = ObservationOf<LifeKind>
type MessageSeen = LifeSeen | ObservationOf<typeof sos> | ObservationOf<typeof smoke> | ObservationOf<typeof gatewayHeartbeat>
type RegisterSeen = Observation<typeof registrationChange, RegistrationChange>
type Bodies = { [Seen in LifeSeen as Seen['kind']]: Seen['body'] }

const roomRules: readonly RoomRule[] = ['bathroom', 'door', 'night-exit']

/** One home or person, or one gateway: keys tell which. */
export const detectCare: Detector<CareMemory, MessageSeen | RegisterSeen | Wake, ElderlyCareLimits> = (memory, seen, limits) => {
  if (seen.key.startsWith('gateway:')) {
    const known = memory && 'heardMs' in memory ? memory : undefined
    if (seen.kind === 'wake') return onGatewayTime(known, seen, limits)
    return seen.kind === registrationChange ? onGatewayService(known, seen, limits) : onGatewayMessage(known, seen, limits)
  }
  const home = memory && 'falls' in memory ? memory : nothing
  if (seen.kind === 'wake') return onTime(home, seen, limits)
  return seen.kind === registrationChange ? onHomeService(home, seen) : onMessage(home, seen, limits)
}

/** Calls for help and fire are heard without a consent; nothing else of a life is. */
function onMessage(memory: HomeMemory, seen: MessageSeen, limits: ElderlyCareLimits): HomeStep {
  if (seen.lateness === 'expired') return quiet(memory)
  const context = findingContextOf(seen, seen.device)
  if (seen.kind === 'gateway-heartbeat') return onHeard(memory, context, seen, limits)
  if ('test' in seen.body && seen.body.test) return quiet({ ...memory, tests: memory.tests + 1 })
  const consent = consentOf(limits, context.device, context.home, context.nowMs)
  return inTurn(memory, [
    (now) => (seen.kind === 'smoke' ? quiet(now) : onConsent(now, context, consent)),
    (now) => {
      if (seen.kind === 'sos' || (consent !== 'valid' && asksForHelp(seen))) return onSos(now, context, limits)
      if (seen.kind === 'smoke') return onSmoke(now, context, seen.body, limits)
      return consent === 'valid' ? onLife(now, seen, context, limits) : quiet(now)
    },
  ])
}

function onLife(memory: HomeMemory, seen: LifeSeen, context: FindingContext, limits: ElderlyCareLimits): HomeStep {
  switch (seen.kind) {
    case 'fall-candidate':
      return onCandidate(memory, context, seen.body, limits)
    case 'prompt-answer':
      return onAnswer(memory, context, seen.body, limits)
    case 'motion':
      return onMotion(memory, seen, context, seen.body, limits)
    case 'door':
      return onDoor(memory, seen, context, seen.body, limits)
    case 'location': {
      const position = seen.position.source === 'reported' ? seen.position : undefined
      return onLocation(memory, context, { ...seen.body, ...(position && { position }) }, limits)
    }
    case 'vitals':
      return onVitals(memory, context, seen.body, seen.lateness === 'late')
  }
}

function onAnswer(memory: HomeMemory, context: FindingContext, body: Bodies['prompt-answer'], limits: ElderlyCareLimits): HomeStep {
  const step = inTurn(memory, [(now) => onFallAnswer(now, context, body, limits), (now) => onCheckAnswer(now, context, body, limits)])
  // Whoever asks for help without having been asked gets it all the same.
  const isAnswer = step.memory !== memory || memory.falls[context.device] !== undefined
  return body.answer === 'help' && !isAnswer ? onSos(memory, context, limits) : step
}

function onMotion(
  memory: HomeMemory,
  seen: Observation,
  context: FindingContext,
  body: Bodies['motion'],
  limits: ElderlyCareLimits,
): HomeStep {
  return inTurn(memory, [
    (now) => onHeard(now, context, seen, limits),
    (now) => (body.present ? onRoom(now, context, body.room, limits) : quiet(now)),
    (now) => (body.present ? onActivity(now, context, limits) : quiet(now)),
  ])
}

/** The entrance may mean going or coming; every other door is moved by somebody who is in. */
function onDoor(memory: HomeMemory, seen: Observation, context: FindingContext, body: Bodies['door'], limits: ElderlyCareLimits): HomeStep {
  return inTurn(memory, [
    (now) => onHeard(now, context, seen, limits),
    (now) => (body.which === 'entrance' ? onEntranceDoor(now, context, body.open, limits) : onActivity(now, context, limits)),
    (now) => (body.which === 'entrance' ? onEntrance(now, context) : quiet(now)),
  ])
}

function onHeard(memory: HomeMemory, context: FindingContext, seen: Observation, limits: ElderlyCareLimits): HomeStep {
  const { device, nowMs } = context
  const heard = heardFrom(memory.heard, device, nowMs, seen.site.silenceSeconds, seen.kind === 'gateway-heartbeat')
  if (heard === memory.heard) return quiet(memory)
  const seesAgain = blindness(memory.heard, nowMs) !== undefined && blindness(heard, nowMs) === undefined
  const next = { ...memory, heard }
  return seesAgain ? afterBlindness(next, context, limits) : quiet(next)
}

function onTime(memory: HomeMemory, wake: Wake, limits: ElderlyCareLimits): HomeStep {
  const [what = '', name = ''] = wake.name.split('/')
  const room = roomRules.find((rule) => what === 'room' && rule === name)
  const context = findingContextOf(wake, room ? (memory.rooms[room]?.by ?? '') : name || (memory.routine.by ?? ''))
  if (what === 'fall') return onFallTime(memory, context, limits)
  if (what === 'emergency') return onEmergencyTime(memory, context)
  // What follows is concluded from a life: the consent must still hold when it is.
  if (consentOf(limits, context.device, context.home, context.nowMs) !== 'valid') return quiet(forgotten(memory))
  if (what === 'fix') return onFixTime(memory, context, limits)
  if (room) return onRoomTime(memory, context, room)
  return what === 'quiet' ? onQuietTime(memory, context, limits) : onCheckTime(memory, context)
}

function asksForHelp(seen: MessageSeen): boolean {
  return seen.kind === 'prompt-answer' && seen.body.answer === 'help'
}
