import { expect, it } from 'vitest'
import { countOf, decodeChunk, encodeChunk } from '#adapters/local/stream-chunk.ts'

const envelope = { kind: 'gas', device: 'gas-1', clientId: 'gas-1', principal: 'key', receivedAtMs: 5, payload: new Uint8Array([1, 2]) }

it('a chunk says what it was made of', () => {
  const chunk = encodeChunk([envelope, { ...envelope, replayOf: 'r-1' }])
  expect(countOf(chunk)).toBe(2)
  expect(decodeChunk(chunk)).toEqual([envelope, { ...envelope, replayOf: 'r-1' }])
})

it('a chunk of a newer release is refused, not guessed', () => {
  const chunk = encodeChunk([envelope])
  chunk[0] = 1
  expect(() => decodeChunk(chunk)).toThrow(/newer release.*form 1/)
  expect(() => countOf(chunk)).toThrow(/newer release/)
})
