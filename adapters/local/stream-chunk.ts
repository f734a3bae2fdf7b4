import type { Envelope } from '#domain/ports.ts'

/** One envelope's head as it stands in a chunk: kind, device, client id, principal, received at (epoch ms), bytes of its payload, what it is a replay of. */
type Head = [string, string, string, string, number, number, string?]

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const fixedBytes = 8
/** The first byte of a chunk is the number of its form, from 0; none holds so many envelopes that it would be taken for a part of their count. */
const knownForm = 0

/** Many envelopes as one value: how many (4 bytes), the length of the heads (4 bytes), the heads as JSON, then the payloads. */
export function encodeChunk(envelopes: readonly Envelope[]): Uint8Array<ArrayBuffer> {
  const heads = encoder.encode(JSON.stringify(envelopes.map(headOf)))
  const total = envelopes.reduce((sum, { payload }) => sum + payload.byteLength, fixedBytes + heads.byteLength)
  const chunk = new Uint8Array(total)
  const numbers = new DataView(chunk.buffer)
  numbers.setUint32(0, envelopes.length)
  numbers.setUint32(4, heads.byteLength)
  chunk.set(heads, fixedBytes)
  let offset = fixedBytes + heads.byteLength
  for (const { payload } of envelopes) {
    chunk.set(payload, offset)
    offset += payload.byteLength
  }
  return chunk
}

/** @throws when a newer release has written the chunk: what it says is not guessed. */
export function decodeChunk(chunk: Uint8Array): Envelope[] {
  checkForm(chunk)
  const headBytes = new DataView(chunk.buffer, chunk.byteOffset).getUint32(4)
  const heads = JSON.parse(decoder.decode(chunk.subarray(fixedBytes, fixedBytes + headBytes))) as Head[]
  let offset = fixedBytes + headBytes
  return heads.map(([kind, device, clientId, principal, receivedAtMs, bytes, replayOf]) => {
    const payload = chunk.subarray(offset, offset + bytes)
    offset += bytes
    return { kind, device, clientId, principal, receivedAtMs, payload, ...(replayOf !== undefined && { replayOf }) }
  })
}

/** How many envelopes a chunk holds, without reading them. */
export function countOf(chunk: Uint8Array): number {
  checkForm(chunk)
  return new DataView(chunk.buffer, chunk.byteOffset).getUint32(0)
}

function checkForm([form = knownForm]: Uint8Array): void {
  if (form > knownForm)
    throw new Error(
      `the stream was written by a newer release (chunk form ${form}; this one knows ${knownForm}): start that release again, or a later one`,
    )
}

function headOf({ kind, device, clientId, principal, receivedAtMs, payload, replayOf }: Envelope): Head {
  const head = [kind, device, clientId, principal, receivedAtMs, payload.byteLength] as const
  return replayOf === undefined ? [...head] : [...head, replayOf]
}
