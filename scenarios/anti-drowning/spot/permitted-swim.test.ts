import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import { antiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { permittedUntil } from '#scenarios/anti-drowning/spot/permitted-swim.ts'
import { clock } from '#test/fixtures/clock.ts'

const views = {
  cam: {
    spot: 'pier',
    zones: [
      {
        role: 'water',
        polygon: [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      },
    ],
  },
}
const withWindow = (from: string, to: string) => ({ views, permittedSwim: [{ spot: 'pier', from, to }] })
const at = (time: string) => Date.parse(`2026-07-20T${time}:00+08:00`)
const until = (from: string, to: string, time: string, spot = 'pier') =>
  permittedUntil(spot, at(time), withClock(antiDrowningLimits.parse(withWindow(from, to)), clock))

describe('permitted swimming', () => {
  it('lasts from its first minute to just before its last, by the county’s clock', () => {
    expect(['14:59', '15:00', '17:59', '18:00'].map((clock) => until('15:00', '18:00', clock))).toEqual([
      undefined,
      '18:00',
      '18:00',
      undefined,
    ])
  })

  it('may go past midnight', () => {
    expect(['21:59', '23:30', '01:59', '02:00'].map((clock) => until('22:00', '02:00', clock))).toEqual([
      undefined,
      '02:00',
      '02:00',
      undefined,
    ])
  })

  it('holds for its own spot only', () => {
    expect(until('15:00', '18:00', '16:00', 'jetty')).toBeUndefined()
  })

  it('may be once, between two moments', () => {
    const [from, to] = ['2026-07-20T15:00:00+08:00', '2026-07-20T18:00:00+08:00']
    expect(until(from, to, '16:00')).toBe(to)
    expect(
      permittedUntil('pier', at('16:00') + 86_400_000, withClock(antiDrowningLimits.parse(withWindow(from, to)), clock)),
    ).toBeUndefined()
  })

  it('is refused when its times cannot be meant', () => {
    for (const [from, to] of [
      ['15:00', '25:00'],
      ['15:00', '2026-07-20T18:00:00+08:00'],
      ['2026-07-20T18:00:00+08:00', '2026-07-20T15:00:00+08:00'],
    ] as const)
      expect(antiDrowningLimits.safeParse(withWindow(from, to)).success).toBe(false)
  })
})
