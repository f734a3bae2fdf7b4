import type { Envelope } from '#domain/ports.ts'

type Head = Omit<Envelope, 'payload'> & { bytes: number }

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Many envelopes as one value: the length of the head (4 bytes), the head as JSON, then the payloads one after the other. */
export function encodeChunk(envelopes: readonly Envelope[]): Uint8Array {
  const heads: Head[] = envelopes.map(({ payload, ...head }) => ({ ...head, bytes: payload.byteLength }))
  const head = encoder.encode(JSON.stringify(heads))
  const total = envelopes.reduce((sum, { payload }) => sum + payload.byteLength, 4 + head.byteLength)
  const chunk = new Uint8Array(total)
  new DataView(chunk.buffer).setUint32(0, head.byteLength)
  chunk.set(head, 4)
  let offset = 4 + head.byteLength
  for (const { payload } of envelopes) {
    chunk.set(payload, offset)
    offset += payload.byteLength
  }
  return chunk
}

export function decodeChunk(chunk: Uint8Array): Envelope[] {
  const headBytes = new DataView(chunk.buffer, chunk.byteOffset).getUint32(0)
  const heads = JSON.parse(decoder.decode(chunk.subarray(4, 4 + headBytes))) as Head[]
  let offset = 4 + headBytes
  return heads.map(({ bytes, ...head }) => {
    const payload = chunk.subarray(offset, offset + bytes)
    offset += bytes
    return { ...head, payload }
  })
}
