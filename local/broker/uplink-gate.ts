import { encodeChunk } from '#adapters/local/stream-chunk.ts'
import type { Envelope } from '#domain/ports.ts'

export type Done = (error?: Error) => void

/** Makes a chunk of the stream durable. */
export type AppendChunk = (chunk: Uint8Array<ArrayBuffer>) => Promise<void>

/**
 * What arrives in one turn of the broker's event loop goes to the stream as one chunk: one message to the other thread and
 * one value in the log for many devices' messages. Each is acknowledged when its chunk is durable.
 */
export function uplinkGate(append: AppendChunk): (envelope: Envelope, done: Done) => void {
  let envelopes: Envelope[] = []
  let waiting: Done[] = []

  const send = () => {
    const [chunk, acknowledged] = [encodeChunk(envelopes), waiting]
    envelopes = []
    waiting = []
    append(chunk).then(
      () => {
        for (const done of acknowledged) done()
      },
      // No acknowledgement: the devices send it again.
      (cause) => {
        for (const done of acknowledged) done(new Error('not durable', { cause }))
      },
    )
  }

  return (envelope, done) => {
    if (envelopes.length === 0) setImmediate(send)
    envelopes.push(envelope)
    waiting.push(done)
  }
}
