import type { Transferable } from 'node:worker_threads'
import { memberOf } from '#domain/entries.ts'

/** One end of a channel between two threads: a `Worker`, or the `parentPort` inside it. */
export type Channel = {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void
  on(event: 'message', listener: (message: Message) => void): unknown
  /** The thread at the other end is gone. The inner end goes with its thread and never hears it. */
  once(event: 'exit', listener: () => void): unknown
}

type Failure = { message: string; code?: string | undefined }
type Message =
  | { type: 'call'; number: number; name: string; argument: unknown }
  | { type: 'answer'; number: number; value?: unknown; failure?: Failure }

export type Handlers = Record<string, (argument: never) => unknown>
export type Call = <Answer = void>(name: string, argument?: unknown, transfer?: readonly Transferable[]) => Promise<Answer>

/**
 * Calls both ways over a channel between two threads. A handler that throws rejects the caller's promise, and so does the end of
 * the other thread: nobody waits for an answer that cannot come.
 */
export function callsOver(channel: Channel, handlers: Handlers): Call {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let calls = 0
  let isGone = false

  channel.once('exit', () => {
    isGone = true
    for (const { reject } of waiting.values()) reject(gone())
    waiting.clear()
  })
  channel.on('message', (message) => {
    if (message.type === 'call') return void perform(message)
    const caller = waiting.get(message.number)
    waiting.delete(message.number)
    if (message.failure) caller?.reject(Object.assign(new Error(message.failure.message), { code: message.failure.code }))
    else caller?.resolve(message.value as never)
  })

  async function perform({ number, name, argument }: Extract<Message, { type: 'call' }>): Promise<void> {
    try {
      const value = await handlers[name]?.(argument as never)
      channel.postMessage({ type: 'answer', number, value } satisfies Message)
    } catch (error) {
      channel.postMessage({ type: 'answer', number, failure: failureOf(error) } satisfies Message)
    }
  }

  return (name, argument, transfer = []) =>
    new Promise((resolve, reject) => {
      if (isGone) return reject(gone())
      const number = ++calls
      waiting.set(number, { resolve, reject })
      channel.postMessage({ type: 'call', number, name, argument } satisfies Message, transfer)
    })
}

function gone(): Error {
  return new Error('the other thread has ended')
}

function failureOf(error: unknown): Failure {
  const code = memberOf(error, 'code')
  return { message: error instanceof Error ? error.message : String(error), code: typeof code === 'string' ? code : undefined }
}
