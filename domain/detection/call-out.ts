import * as z from 'zod'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { DeviceId } from '#domain/observation/device.ts'

/**
 * What is called out. The first part of `subject` (up to a /) names the place whose loudspeakers call. The same subject, stay,
 * step and loudspeaker give the same id, so that a replay calls nothing twice.
 */
const callSchema = z.strictObject({ subject: z.string(), sinceMs: z.number(), step: z.number(), message: z.number() })
export type Call = z.infer<typeof callSchema>

/** A call that waits for its loudspeaker to answer; `speaker` is its place in the list. */
const pendingCallSchema = callSchema.extend({ commandId: z.string(), speaker: z.number() })
export type PendingCall = z.infer<typeof pendingCallSchema>

/**
 * What a memory knows of its loudspeakers: the calls that wait, by the order's id, and the places where nobody answered. It is the
 * part of a memory's schema that its scenario takes into its own.
 */
export const callsShape = {
  calls: z.record(z.string(), pendingCallSchema).optional(),
  unheard: z.record(z.string(), z.literal(true)).optional(),
}
export type Calls = z.infer<z.ZodObject<typeof callsShape>>

export type CallRules = { validSeconds: number; acknowledgeSeconds: number }
export type Order = { command: DeviceCommand; pending: PendingCall; answerDueAtMs: number }

const timerPrefix = 'call:'

/** The timer at which the answer to an order is due. */
export function answerTimer(commandId: string): string {
  return `${timerPrefix}${commandId}`
}

/** The order whose answer is due by this timer; `undefined` for other timers. */
export function unansweredOrder(timer: string): string | undefined {
  return timer.startsWith(timerPrefix) ? timer.slice(timerPrefix.length) : undefined
}

/** The place whose loudspeakers call: the first part of a subject, and so of an order's id. */
export function placeOf(subject: string): string {
  return subject.split('/', 1)[0] ?? subject
}

/** The order to the first loudspeaker; nothing where there is none. */
export function orderCall(call: Call, speakers: readonly DeviceId[], nowMs: number, rules: CallRules): Order | undefined {
  return orderTo({ ...call, speaker: 0 }, speakers, nowMs, rules)
}

/** Memory with an order that waits for its answer. */
export function withOrder<Memory extends Calls>(memory: Memory, { pending }: Order): Memory {
  return { ...memory, calls: { ...memory.calls, [pending.commandId]: pending } }
}

/**
 * Memory after a loudspeaker spoke: `call` is what it answered and waits no longer, `heardAgain` the place at which nobody had
 * answered before. The very same memory when it concerns nothing that is remembered.
 */
export function afterAnswer<Memory extends Calls>(
  memory: Memory,
  { commandId = '', played }: { commandId?: string | undefined; played?: boolean | undefined },
): { memory: Memory; call?: PendingCall; heardAgain?: string } {
  if (played === undefined) return { memory }
  const place = placeOf(commandId)
  const isBack = played && memory.unheard?.[place] === true
  const heard = isBack ? { ...memory, unheard: without(memory.unheard, place) } : memory
  return { ...afterCall(heard, commandId), ...(isBack && { heardAgain: place }) }
}

/** Memory without a call that waited; the very same when there is none. */
export function afterCall<Memory extends Calls>(memory: Memory, commandId: string): { memory: Memory; call?: PendingCall } {
  const call = memory.calls && Object.hasOwn(memory.calls, commandId) ? memory.calls[commandId] : undefined
  return call ? { memory: { ...memory, calls: without(memory.calls, commandId) }, call } : { memory }
}

/** After a loudspeaker could not play, or did not answer in time: the order to the next; after the last, that nobody answers, reported once. */
export function afterNoAnswer<Memory extends Calls>(
  memory: Memory,
  call: PendingCall,
  speakers: readonly DeviceId[],
  nowMs: number,
  rules: CallRules,
): { memory: Memory; order?: Order; nobodyAnswers?: true } {
  const { commandId: _answered, ...again } = call
  const order = orderTo({ ...again, speaker: call.speaker + 1 }, speakers, nowMs, rules)
  if (order) return { memory: withOrder(memory, order), order }
  const place = placeOf(call.subject)
  if (memory.unheard?.[place]) return { memory }
  return { memory: { ...memory, unheard: { ...memory.unheard, [place]: true } }, nobodyAnswers: true }
}

function orderTo(
  call: Omit<PendingCall, 'commandId'>,
  speakers: readonly DeviceId[],
  nowMs: number,
  { validSeconds, acknowledgeSeconds }: CallRules,
): Order | undefined {
  const device = speakers[call.speaker]
  if (device === undefined) return undefined
  const id = `${call.subject}/${call.sinceMs}/${call.step}/${call.speaker}`
  return {
    // A call that comes late is harmful: it is never given after its time.
    command: { id, device, name: 'loudspeaker.play', parameters: { message: call.message }, notAfterMs: nowMs + validSeconds * 1000 },
    pending: { ...call, commandId: id },
    answerDueAtMs: nowMs + acknowledgeSeconds * 1000,
  }
}

function without<Value>(record: Record<string, Value> | undefined, name: string): Record<string, Value> {
  const { [name]: _gone, ...others } = record ?? {}
  return others
}
