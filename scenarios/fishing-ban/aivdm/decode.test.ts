import { describe, expect, it } from 'vitest'
import { assemble, type Pending } from '#scenarios/fishing-ban/aivdm/assemble.ts'
import { checksumOf } from '#scenarios/fishing-ban/aivdm/checksum.ts'
import { decodePayload } from '#scenarios/fishing-ban/aivdm/decode.ts'
import { readSentence } from '#scenarios/fishing-ban/aivdm/sentence.ts'

/** Armours a row of [value, bits], the other way round. */
function armour(...fields: [value: number, bits: number][]): { payload: string; fillBits: number } {
  const bits = fields.map(([value, size]) => (value < 0 ? value + 2 ** size : value).toString(2).padStart(size, '0')).join('')
  const fillBits = (6 - (bits.length % 6)) % 6
  const sixes = (bits + '0'.repeat(fillBits)).match(/.{6}/g) ?? []
  return {
    payload: sixes.map((six) => String.fromCharCode(48 + Number.parseInt(six, 2) + (Number.parseInt(six, 2) > 39 ? 8 : 0))).join(''),
    fillBits,
  }
}

const head = (type: number): [number, number][] => [
  [type, 6],
  [0, 2],
  [413_000_001, 30],
]
const place: [number, number][] = [
  [66_780_000, 28],
  [18_420_000, 27],
]
const line = (body: string) => `!${body}*${checksumOf(body).toString(16).toUpperCase().padStart(2, '0')}`

describe('a position of class A', () => {
  it('comes out with its units, and with what is not available as it was sent', () => {
    const { payload, fillBits } = armour(
      ...head(1),
      [7, 4],
      [-128, 8],
      [21, 10],
      [1, 1],
      ...place,
      [3600, 12],
      [511, 9],
      [30, 6],
      [0, 2],
      [0, 3],
      [0, 1],
      [0, 19],
    )
    expect(decodePayload(payload, fillBits)).toMatchObject({
      type: 1,
      mmsi: 413_000_001,
      status: 7,
      turn: null,
      speed: 2.1,
      lon: 111.3,
      lat: 30.7,
      course: 360,
      heading: 511,
    })
  })
})

describe('other messages', () => {
  it('class B names herself in type 19, a far one is heard in type 27', () => {
    const name = [...'YU 1'.padEnd(20, '@')].map((letter): [number, number] => [letter.charCodeAt(0) % 64, 6])
    const class19 = armour(
      ...head(19),
      [0, 8],
      [33, 10],
      [0, 1],
      ...place,
      [900, 12],
      [511, 9],
      [1, 6],
      [0, 4],
      ...name,
      [30, 8],
      [0, 30],
      [1, 4],
      [0, 7],
    )
    expect(decodePayload(class19.payload, class19.fillBits)).toMatchObject({
      type: 19,
      speed: 3.3,
      course: 90,
      shipname: 'YU 1',
      shiptype: 30,
    })
    const class27 = armour(...head(27), [0, 1], [0, 1], [0, 4], [66_780, 18], [18_420, 17], [3, 6], [90, 9], [0, 1], [0, 1])
    expect(decodePayload(class27.payload, class27.fillBits)).toMatchObject({ type: 27, lon: 111.3, lat: 30.7, speed: 3, course: 90 })
  })

  it('are none when they are cut off, of an unknown type or in a wrong alphabet', () => {
    expect(decodePayload('1', 0)).toBeUndefined()
    expect(decodePayload(armour(...head(28)).payload, 0)).toBeUndefined()
    expect(decodePayload('1~~~~~~~~~~', 0)).toBeUndefined()
  })
})

describe('sentences', () => {
  const body = 'AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0'

  it('prove their checksum', () => {
    expect(readSentence(line(body))).toMatchObject({ type: 'sentence', sentence: { channel: 'A', fillBits: 0 } })
    expect(readSentence(`!${body}*00`)).toEqual({ type: 'refused', reason: 'checksum' })
    expect(readSentence('$GPGGA,1')).toEqual({ type: 'refused', reason: 'no-aivdm' })
    expect(readSentence(`\\s:rx,c:1*00\\${line(body)},r003669946`)).toMatchObject({ type: 'sentence' })
  })

  it('of several parts are one message, in order only', () => {
    const part = (number: number, payload: string) => ({
      parts: 2,
      part: number,
      group: '1',
      channel: 'B',
      payload,
      fillBits: number === 2 ? 2 : 0,
    })
    const play = (...parts: ReturnType<typeof part>[]) => {
      let pending: Pending = {}
      return parts.flatMap((one) => {
        const step = assemble(pending, one)
        pending = step.pending
        return step.whole ? [step.whole] : []
      })
    }
    expect(play(part(1, 'ab'), part(2, 'cd'))).toEqual([{ payload: 'abcd', fillBits: 2 }])
    expect(play(part(2, 'cd'), part(1, 'ab'))).toEqual([])
    expect(play(part(1, 'ab'), part(1, 'xy'), part(2, 'cd'))).toEqual([{ payload: 'xycd', fillBits: 2 }])
  })
})
