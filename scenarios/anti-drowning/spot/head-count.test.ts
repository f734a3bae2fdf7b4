import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HeadCount } from '#scenarios/anti-drowning/memory.ts'
import { confirmedAround, confirmedUpTo, countFrame } from '#scenarios/anti-drowning/spot/head-count.ts'

const rule = { looks: 5, confirm: 3, withinSeconds: 2 }
const counted = (frames: [atMs: number, people: number][]) =>
  frames.reduce<HeadCount>((count, [at, people]) => countFrame(count, at, people), [])

describe('looks of a fifth of a second', () => {
  it('agree on the number that three of five show', () => {
    const count = counted([
      [0, 2],
      [200, 1],
      [400, 2],
      [600, 0],
      [800, 2],
    ])
    expect(confirmedUpTo(count, 400, rule)).toBe(1)
    expect(confirmedUpTo(count, 800, rule)).toBe(2)
  })

  it('are as many at 25 frames a second as at 5', () => {
    const fast = counted(Array.from({ length: 13 }, (_, frame): [number, number] => [frame * 40, 1]))
    expect(fast).toHaveLength(3)
    expect(confirmedUpTo(counted(Array.from({ length: 9 }, (_, frame): [number, number] => [frame * 40, 1])), 320, rule)).toBe(0)
  })

  it('do not join over a pause', () => {
    const count = counted([
      [0, 1],
      [200, 1],
      [10_000, 1],
    ])
    expect(confirmedUpTo(count, 10_000, rule)).toBe(0)
  })

  it('are the same in any order and however often a frame comes', () => {
    const frames = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 3 })), {
      minLength: 1,
      maxLength: 12,
      selector: ([atMs]) => atMs,
    })
    fc.assert(
      fc.property(frames, (some) => {
        const people = (count: HeadCount) => count.map(([atMs, number]) => [Math.floor(atMs / 200), number])
        expect(people(counted([...some].reverse()))).toEqual(people(counted([...some, ...some])))
      }),
    )
  })

  it('that arrive late are confirmed by the neighbours that came before them', () => {
    const count = counted([
      [400, 1],
      [600, 0],
      [800, 0],
      [0, 1],
      [200, 1],
    ])
    expect(confirmedAround(count, 200, rule)).toBe(1)
    expect(confirmedAround(count, 10_000, rule)).toBe(0)
  })
})
