import { afterAnswer, afterCall, afterNoAnswer, answerTimer, type PendingCall } from '#domain/detection/call-out.ts'
import type { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { calledVessel, speakersFor } from '#scenarios/fishing-ban/calls/call-out.ts'
import { type Draft, tellSpeaker } from '#scenarios/fishing-ban/draft.ts'
import { heardAgain, unheardRaise } from '#scenarios/fishing-ban/findings.ts'
import { trackOf, withTrack } from '#scenarios/fishing-ban/fleet.ts'

export type FromSpeaker = ObservationOf<typeof speakerAck>

/** A loudspeaker has said whether it played: that ends the wait for it, and is counted with the vessel that was called. */
export function onAnswer(draft: Draft, { body, observedAtMs, receivedAtMs }: FromSpeaker): void {
  const { memory, call, heardAgain: placeHeard } = afterAnswer(draft.fleet, body)
  draft.fleet = memory
  if (placeHeard !== undefined) draft.findings.push(heardAgain(placeHeard, observedAtMs))
  if (!call) return
  draft.timers.push({ name: answerTimer(call.commandId), dueAtMs: undefined })
  if (!body.played) return onNoAnswer(draft, call, receivedAtMs)
  const id = calledVessel(draft.key, call.subject)
  const track = trackOf(draft.fleet, id)
  if (!track?.calls) return
  const calls = { ...track.calls, acknowledged: (track.calls.acknowledged ?? 0) + 1 }
  draft.fleet = withTrack(draft.fleet, id, { ...track, calls })
}

/** A loudspeaker has not answered in time. */
export function onUnanswered(draft: Draft, commandId: string, atMs: number): void {
  const { memory, call } = afterCall(draft.fleet, commandId)
  draft.fleet = memory
  if (call) onNoAnswer(draft, call, atMs)
}

/** As long as the vessel is there, the next loudspeaker of the water is tried; after the last one the desk is told. */
function onNoAnswer(draft: Draft, call: PendingCall, atMs: number): void {
  const { limits } = draft
  const id = calledVessel(draft.key, call.subject)
  const track = trackOf(draft.fleet, id)
  if (!track) return
  const { memory, order, nobodyAnswers } = afterNoAnswer(draft.fleet, call, speakersFor(track, call.step, limits), atMs, limits.callOut)
  draft.fleet = memory
  if (order) tellSpeaker(draft, order)
  if (nobodyAnswers) draft.findings.push(unheardRaise(draft.key, id, track, call.speaker + 1, atMs))
}
