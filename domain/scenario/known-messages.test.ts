import { describe, expect, it } from 'vitest'
import { sha256 } from '#domain/digest.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import { type KnownEntries, KnownMessages, knownFromVersion1 } from '#domain/scenario/known-messages.ts'
import { observe } from '#test/fixtures/observe.ts'

const start = Date.UTC(2026, 6, 14, 4)
const relevantForSeconds = 3_600

function message(messageId: string, atMs = start, widthPx = 100) {
  return observe(vision, { widthPx, heightPx: 100, frames: [{ offsetMs: 0, boxes: [] }] }, { atMs, messageId })
}

function after(entries: KnownEntries, ...messages: ReturnType<typeof message>[]): KnownEntries {
  const known = new KnownMessages(entries, relevantForSeconds)
  for (const one of messages) known.remember(one)
  return known.entriesSince(start - relevantForSeconds * 1000)
}
const verdictOn = (entries: KnownEntries, one: ReturnType<typeof message>) => new KnownMessages(entries, relevantForSeconds).verdictOn(one)

describe('known messages', () => {
  it('are known again however they come round, and at once', () => {
    const known = new KnownMessages({}, relevantForSeconds)
    known.remember(message('m-1'))
    expect(known.verdictOn(message('m-1'))).toBe('known')
    const kept = after({}, message('m-1'), message('m-2', start - 1_800_000))
    expect([message('m-1'), message('m-2', start - 1_800_000), message('m-3')].map((one) => verdictOn(kept, one))).toEqual([
      'known',
      'known',
      'new',
    ])
  })

  it('say that an id had other content, even at another time', () => {
    expect(verdictOn(after({}, message('m-1')), message('m-1', start + 5_000, 200))).toBe('conflicting')
  })

  it('are of one device: another may use the same ids', () => {
    expect(verdictOn(after({}, message('m-1')), { ...message('m-1'), device: 'another' })).toBe('new')
  })

  it('are kept as long as they are relevant, however many came since, and then forgotten', () => {
    const busy = after({}, message('salvaged'), ...Array.from({ length: 500 }, (_, index) => message(`m-${index}`, start + index)))
    expect(verdictOn(busy, message('salvaged'))).toBe('known')
    const later = new KnownMessages(busy, relevantForSeconds).entriesSince(start + relevantForSeconds * 1000 + 1)
    expect(later).toEqual({})
  })

  it('take twelve characters each', () => {
    const day = Array.from({ length: 1_000 }, (_, index) => message(`reading-${index}`, start - index * 3_000))
    expect(JSON.stringify(after({}, ...day)).length / 1_000).toBeLessThan(13)
  })

  it('are forgotten oldest first in a storm, so that a row never outgrows its bounds', () => {
    const storm = Array.from({ length: 5_000 }, (_, index) => message(`m-${index}`, start - 1_000_000 + index * 200))
    const kept = after({}, ...storm)
    expect(Object.values(kept).join('').length).toBe(4_000 * 12)
    expect(verdictOn(kept, message('m-999', start - 1_000_000 + 999 * 200))).toBe('new')
    expect(verdictOn(kept, message('m-1000', start - 1_000_000 + 1_000 * 200))).toBe('known')
  })

  it('of an earlier release stay known: by their names, and by the digests of long ones', () => {
    const [short, long] = [message('m-1'), message('a-message-id-that-is-quite-long')]
    const bodyHash = sha256(JSON.stringify(short.body)).slice(0, 8)
    const kept = knownFromVersion1({
      'dev-1/m-1': [start, bodyHash],
      [sha256('dev-1/a-message-id-that-is-quite-long').slice(0, 12)]: [start, bodyHash],
    })
    expect([short, long, message('m-2')].map((one) => verdictOn(kept, one))).toEqual(['known', 'known', 'new'])
    expect(verdictOn(kept, message('m-1', start, 200))).toBe('conflicting')
  })
})
