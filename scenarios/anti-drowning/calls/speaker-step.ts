import { afterAnswer, afterCall, afterNoAnswer, answerTimer, type Order, type PendingCall, withOrder } from '#domain/detection/call-out.ts'
import type { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { type Draft, setSpot } from '#scenarios/anti-drowning/draft.ts'
import { heardAgain, unheardRaise } from '#scenarios/anti-drowning/findings.ts'

export function giveOrder(draft: Draft, order: Order): void {
  draft.memory = withOrder(draft.memory, order)
  tellSpeaker(draft, order)
}

export function onAnswer(draft: Draft, { body, observedAtMs, receivedAtMs }: ObservationOf<typeof speakerAck>): void {
  const { memory, call, heardAgain: spotHeard } = afterAnswer(draft.memory, body)
  draft.memory = memory
  if (spotHeard !== undefined) draft.findings.push(heardAgain(spotHeard, observedAtMs))
  if (!call) return
  draft.timers.push({ name: answerTimer(call.commandId), dueAtMs: undefined })
  if (!body.played) return onNoAnswer(draft, call, receivedAtMs)
  const spot = draft.memory.spots[call.subject]
  if (spot) setSpot(draft, call.subject, { ...spot, callOuts: { ...spot.callOuts, acknowledged: spot.callOuts.acknowledged + 1 } })
}

export function onUnanswered(draft: Draft, commandId: string, atMs: number): void {
  const { memory, call } = afterCall(draft.memory, commandId)
  draft.memory = memory
  if (call) onNoAnswer(draft, call, atMs)
}

function onNoAnswer(draft: Draft, call: PendingCall, atMs: number): void {
  const { subject: name } = call
  const spot = draft.memory.spots[name]
  if (!spot) return
  const { memory, order, nobodyAnswers } = afterNoAnswer(draft.memory, call, draft.limits.speakers[name] ?? [], atMs, draft.limits.callOut)
  draft.memory = memory
  if (order) tellSpeaker(draft, order)
  if (nobodyAnswers) draft.findings.push(unheardRaise(name, draft.area, call.speaker + 1, atMs, spot.device))
}

function tellSpeaker(draft: Draft, { command, answerDueAtMs }: Order): void {
  draft.commands.push(command)
  draft.timers.push({ name: answerTimer(command.id), dueAtMs: answerDueAtMs })
}
