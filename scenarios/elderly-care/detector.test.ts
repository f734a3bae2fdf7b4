import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Device } from '#domain/observation/device.ts'
import { emptyMemory } from '#domain/scenario/key-memory.ts'
import { wholeKeysOf } from '#domain/scenario/scenario.ts'
import { entrance, hours, moves, play, type Said } from '#scenarios/elderly-care/player.fixture.ts'
import { elderlyCare } from '#scenarios/elderly-care/scenario.ts'

const keys = (kinds: string, more: Partial<Device> = {}) =>
  wholeKeysOf(
    elderlyCare,
    {
      id: 'd-1',
      name: 'd',
      kinds: kinds.split(' '),
      site: { lat: 0, lon: 0 },
      watches: [],
      silenceSeconds: 900,
      status: 'active',
      ...more,
    },
    {},
    (area) => area.split('-')[0],
  )

describe('whose message it is', () => {
  it('is the home that the device watches, or the person who wears it, and the gateway before it', () => {
    expect(keys('motion', { watches: ['home-1'], parent: 'gw-1' })).toEqual(['home:home-1', 'gateway:gw-1'])
    expect(keys('fall-candidate sos')).toEqual(['person:d-1'])
    expect(keys('gateway-heartbeat', { watches: ['home-1', 'home-2'] })).toEqual(['home:home-1', 'home:home-2', 'gateway:d-1'])
  })

  it('is not ours when a smoke detector hangs elsewhere', () => {
    expect(keys('smoke', { watches: ['building-1'] })).toEqual([])
    expect(keys('smoke', { watches: ['home-1'] })).toEqual(['home:home-1'])
  })
})

describe('one home', () => {
  const day: Said[] = [
    moves(0, 'kitchen'),
    moves(900, 'bathroom'),
    moves(1_500, 'bedroom'),
    entrance(4_000, true),
    entrance(4_010, false),
    moves(9_000, 'hall'),
    [9_100, 'band-1', 'vitals', { pulsePerMin: 70 }],
    [9_200, 'smk-1', 'smoke', { alarm: false, opticalDensityPerM: 0.001, test: false }],
  ]

  it('is quiet on an ordinary day', () => {
    expect(play(day, { untilSeconds: hours(5) }).told).toEqual([])
  })

  it('raises nothing however an ordinary day is shuffled and repeated', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...day, ...day], { minLength: 1 }), (said) => {
        expect(play(said, { untilSeconds: 9_300 }).told.filter((level) => level === 'alarm' || level === 'fire')).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('costs no write for a movement soon after the last', () => {
    const { memory } = play([moves(0), moves(70)])
    expect(play([moves(80)], { before: memory }).memory).toBe(memory)
    expect(memory).not.toBe(emptyMemory)
  })

  it('stays small after two months', () => {
    const months = Array.from({ length: 60 * 24 }, (_, hour) => moves(hours(hour), hour % 2 ? 'kitchen' : 'hall'))
    expect(JSON.stringify(play(months).memory).length).toBeLessThan(10_000)
  })
})
