import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import { discrepancyMiles } from '#scenarios/fishing-ban/identity/dead-reckoning.ts'
import { splitIdentity } from '#scenarios/fishing-ban/identity/split-identity.ts'
import { judgeSilence, silenceMs } from '#scenarios/fishing-ban/judging/dark.ts'
import { afterMeeting, partnerOf, withoutVessel } from '#scenarios/fishing-ban/judging/encounter.ts'
import { isGraver, judge } from '#scenarios/fishing-ban/judging/level.ts'
import { isNight } from '#scenarios/fishing-ban/judging/night.ts'
import { isHomeShip, isPermitted } from '#scenarios/fishing-ban/judging/permitted.ts'
import type { Border, Loitering } from '#scenarios/fishing-ban/memory.ts'
import { fishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { afterSide, isAway } from '#scenarios/fishing-ban/track/border.ts'
import { afterWay, isLoitering } from '#scenarios/fishing-ban/track/loitering.ts'
import { clock } from '#test/fixtures/clock.ts'

const limits = withClock(fishingBanLimits.parse({ permitted: [{ name: 'patrol', mmsi: 413_009_001 }] }), clock)
const minuteMs = 60_000

it('a border is crossed by three fixes in a row, at the time of the first', () => {
  const sides = (pattern: string) =>
    [...pattern].reduce<Border | undefined>((border, side, index) => afterSide(border, index * minuteMs, side === 'i', 3), undefined)
  expect(sides('oiioii')).toMatchObject({ isInside: false })
  expect(sides('oiii')).toMatchObject({ isInside: true, sinceMs: minuteMs })
  expect(sides('iiiooi')).toMatchObject({ isInside: true, sinceMs: 0 })
  expect([sides('iiioo'), sides('iiiooo'), sides('iooo'), sides('io')].map((border) => isAway(border, 3))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

it('loitering is a slow mean of an hour, over midnight too', () => {
  const startMs = Date.UTC(2026, 3, 13, 15, 30)
  const fix = (minute: number, kn: number) => ({
    atMs: startMs + minute * minuteMs,
    lat: 30 + (minute * kn) / 3_600,
    lon: 150,
    isClosed: true,
  })
  const after = (minutes: number, kn: number) =>
    Array.from({ length: minutes + 1 }).reduce<Loitering | undefined>(
      (state, _, minute) => afterWay(state, minute > 0 ? fix(minute - 1, kn) : undefined, fix(minute, kn), limits.loitering),
      undefined,
    )
  expect([after(59, 1), after(60, 1), after(60, 3), after(120, 1)].map((state) => isLoitering(state, limits.loitering))).toEqual([
    false,
    true,
    false,
    true,
  ])
  expect(after(120, 1)?.hours).toBe(2)
})

describe('an encounter', () => {
  const at = (id: string, minute: number, lat: number, kn: number) => ({ id, atMs: minute * minuteMs, lat, lon: 150, kn })
  const beside = (minutes: number, lat: number, kn: number) => {
    let meetings = {}
    for (let minute = 0; minute <= minutes; minute++)
      meetings = afterMeeting(meetings, at('a', minute, 30, 0.5), [at('b', minute, lat, kn)], limits.encounter)
    return meetings
  }

  it('takes two hours beside each other, both slow', () => {
    expect(partnerOf(beside(120, 30.003, 0.5), 'a', limits.encounter)).toBe('b')
    expect(partnerOf(beside(119, 30.003, 0.5), 'a', limits.encounter)).toBeUndefined()
    expect(beside(120, 30.003, 2)).toEqual({})
  })

  it('ends when they part or one has gone', () => {
    const meetings = beside(120, 30.003, 0.5)
    expect(afterMeeting(meetings, at('a', 121, 30, 0.5), [], limits.encounter)).toEqual({})
    expect(withoutVessel(meetings, 'b')).toEqual({})
    expect(withoutVessel(meetings, 'c')).toBe(meetings)
  })
})

describe('going dark', () => {
  const silence = { seenMs: 0, limitMs: 10 * minuteMs, nowMs: 10 * minuteMs, othersHeardMs: 8 * minuteMs, wasMoving: true }
  it.each([
    [{}, 'dark'],
    [{ nowMs: 9 * minuteMs }, 'not-silent'],
    [{ othersHeardMs: 2 * minuteMs }, 'unclear'],
    [{ wasMoving: false }, 'unclear'],
  ])('%j is %s', (change, verdict) => {
    expect(judgeSilence({ ...silence, ...change })).toBe(verdict)
  })

  it('waits ten times the usual interval', () => {
    const every = (seconds: number) =>
      [0, 1, 2, 3].map((index): [number, number, number, number, number, 0 | 1] => [index * seconds, 0, 0, -1, -1, 1])
    expect(silenceMs(every(30), limits.dark)).toBe(10 * minuteMs)
    expect(silenceMs(every(180), limits.dark)).toBe(30 * minuteMs)
  })
})

describe('identity', () => {
  const sail = (minute: number, lon: number) => ({ atMs: minute * minuteMs, lat: 30, lon, sogKn: 10, cogDeg: 90 })

  it('a vessel is where her course and speed put her', () => {
    const hourEast = 10 / 60 / Math.cos((30 * Math.PI) / 180)
    expect(discrepancyMiles(sail(0, 150), sail(60, 150 + hourEast), limits.identity)).toBeLessThan(0.05)
    expect(discrepancyMiles(sail(0, 150), sail(60, 152), limits.identity)).toBeGreaterThan(50)
  })

  it('two vessels that use one number in turn are two segments', () => {
    const fixes = Array.from({ length: 12 }, (_, index) => sail(index * 5, index % 2 === 0 ? 150 + index * 0.016 : 120 + index * 0.016))
    expect(splitIdentity(fixes, limits.identity)).toEqual(fixes.map((_, index) => index % 2))
  })

  it('leave is given to a number, not to a second vessel under it', () => {
    expect(isPermitted({ trackId: 't', mmsi: 413_009_001 }, limits)).toBe(true)
    expect(isPermitted({ trackId: 't', mmsi: 413_009_001, isShared: true }, limits)).toBe(false)
    expect(isPermitted({ trackId: 't' }, limits)).toBe(false)
    expect([413_000_001, 366_000_001, 41_300, undefined].map((mmsi) => isHomeShip(mmsi, limits))).toEqual([true, false, false, false])
  })
})

it('night is the sun, not the clock: 19:00 is day in June and night in December', () => {
  const at = (date: string) => isNight({ lat: 30.7, lon: 111.3 }, Date.parse(`${date}:00+08:00`), 480)
  expect(['2026-06-21T19:00', '2026-12-21T19:00', '2026-12-21T12:00', '2026-06-21T00:30'].map(at)).toEqual([false, true, false, true])
})

it('the gravest ground counts, and red is not among them', () => {
  const calm = { isWorking: false, meets: false, isSlow: false, isLoitering: false, isKnown: true, isNight: true }
  expect(judge(calm)).toBeUndefined()
  expect(judge({ ...calm, isKnown: false })).toEqual({ level: 'yellow', ground: 'night' })
  expect(judge({ ...calm, isSlow: true, isWorking: true })).toEqual({ level: 'orange', ground: 'working-speed' })
  expect([isGraver('orange', 'yellow'), isGraver('blue', 'blue'), isGraver('blue', undefined)]).toEqual([true, false, true])
})
