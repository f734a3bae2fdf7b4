import { vessel as vesselKind } from '#domain/observation/kinds/vessel.ts'
import { asVessel, type VesselMessage } from '#scenarios/fishing-ban/aivdm/as-vessel.ts'
import { assemble, type Pending } from '#scenarios/fishing-ban/aivdm/assemble.ts'
import { decodePayload } from '#scenarios/fishing-ban/aivdm/decode.ts'
import { readSentence } from '#scenarios/fishing-ban/aivdm/sentence.ts'

/** Why a sentence said nothing of a vessel's place, each counted by itself. */
export const dropReasons = [
  'no-aivdm',
  'checksum',
  'part-missing',
  'undecodable',
  'not-a-position-report',
  'no-position',
  'out-of-range',
] as const
export type DropReason = (typeof dropReasons)[number]

export type LineStep = {
  pending: Pending
  vessel?: VesselMessage
  /** When the receiver heard it, if it says so. */
  receivedMs?: number
  /** One entry for each sentence that came to nothing with this line. */
  dropped: DropReason[]
}

/**
 * One line of a receiver, after the parts that wait: a vessel's fix, or why there is none, or neither while parts are missing.
 * A part counts as missing its message when that is thrown away, not before.
 */
export function readLine(pending: Pending, line: string): LineStep {
  const reading = readSentence(line)
  if (reading.type === 'refused') return { pending, dropped: [reading.reason] }
  const step = assemble(pending, reading.sentence)
  const lost = partsIn(pending) + 1 - partsIn(step.pending) - (step.whole ? reading.sentence.parts : 0)
  const dropped = Array.from({ length: lost }, (): DropReason => 'part-missing')
  if (!step.whole) return { pending: step.pending, dropped }
  const message = decodePayload(step.whole.payload, step.whole.fillBits)
  const place = message ? asVessel(message) : ({ type: 'refused', reason: 'undecodable' } as const)
  if (place.type === 'refused') return { pending: step.pending, dropped: [...dropped, place.reason] }
  // The county would refuse it: a number that is none, a speed nobody sails at.
  if (!vesselKind.body.safeParse(place.vessel).success) return { pending: step.pending, dropped: [...dropped, 'out-of-range'] }
  const { receivedMs } = step.whole
  return { pending: step.pending, vessel: place.vessel, ...(receivedMs !== undefined && { receivedMs }), dropped }
}

function partsIn(pending: Pending): number {
  return Object.values(pending).reduce((sum, parts) => sum + parts.length, 0)
}
