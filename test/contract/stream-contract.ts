import { describe, expect, it } from 'vitest'
import type { Envelope, Stream } from '#domain/ports.ts'

export type StreamUnderTest = {
  stream: Stream
  /** What a consumer that begins at the beginning is given now. */
  kept: () => Promise<Envelope[]>
  /** From now on nothing can be written. */
  breakDown: () => Promise<void>
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function envelope(device: string, text: string, more: Partial<Envelope> = {}): Envelope {
  const head = { kind: 'probe', device, clientId: device, principal: `key/${device}`, receivedAtMs: Date.UTC(2026, 10, 23) }
  return { ...head, payload: encoder.encode(text), ...more }
}

/** Each device's payloads; of one that stands there twice, only the last place counts, since a consumer has seen it by then. */
export function byDevice(envelopes: readonly Envelope[]): Record<string, string[]> {
  const texts = new Map<string, Set<string>>()
  for (const { device, payload } of envelopes) {
    const text = decoder.decode(payload)
    const own = texts.get(device) ?? new Set()
    own.delete(text)
    texts.set(device, own.add(text))
  }
  return Object.fromEntries([...texts].sort().map(([device, own]) => [device, [...own]]))
}

/** What every stream promises: nothing lost that it took, each device in order, and a refusal when it could not. */
export function streamContract(name: string, open: () => Promise<StreamUnderTest>): void {
  describe(`${name} as a stream`, () => {
    it('has every record when it resolves, byte for byte', async () => {
      const { stream, kept } = await open()
      const sent = envelope('d-1', '', { payload: Uint8Array.of(0, 255, 10, 34), replayOf: 'r-1' })
      await stream.append([sent])
      const [seen] = await kept()
      expect(seen && { ...seen, payload: [...seen.payload] }).toEqual({ ...sent, payload: [0, 255, 10, 34] })
    })

    it('keeps the order of each device, over many calls and more records than one request takes', async () => {
      const { stream, kept } = await open()
      const sent = Array.from({ length: 1_203 }, (_, index) => envelope(`d-${index % 7}`, `${index}`))
      await stream.append(sent.slice(0, 1))
      await stream.append(sent.slice(1, 1_200))
      await stream.append(sent.slice(1_200))
      expect(byDevice(await kept())).toEqual(byDevice(sent))
    })

    it('takes no records for nothing: those that come after are seen', async () => {
      const { stream, kept } = await open()
      await stream.append([])
      expect(await kept()).toEqual([])
      await stream.append([envelope('d-1', 'after')])
      expect(byDevice(await kept())).toEqual({ 'd-1': ['after'] })
    })

    it('says so when it could not take the records', async () => {
      const { stream, breakDown } = await open()
      await breakDown()
      await expect(stream.append([envelope('d-1', 'lost')])).rejects.toThrow()
    })
  })
}
