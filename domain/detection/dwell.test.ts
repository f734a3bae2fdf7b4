import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Dwell, dwellAfter, dwellMs } from '#domain/detection/dwell.ts'

const after = (looks: [atMs: number, present: boolean][], gapMs = 5_000) =>
  looks.reduce<Dwell | undefined>((dwell, [atMs, present]) => dwellAfter(dwell, atMs, present, gapMs), undefined)

describe('a stay', () => {
  it('lasts from the first to the last look that showed it', () => {
    const stay = after([
      [1_000, true],
      [2_000, true],
      [4_000, true],
      [6_000, false],
    ])
    expect(dwellMs(stay)).toBe(3_000)
  })

  it('survives a short absence and ends with a long one', () => {
    const [come, gone] = [
      [0, true],
      [4_900, false],
    ] as [number, boolean][]
    expect(dwellMs(after([come!, gone!, [5_000, true]]))).toBe(5_000)
    expect(after([come!, [5_001, false]])).toBeUndefined()
    expect(dwellMs(after([come!, [5_001, true]]))).toBe(0)
  })

  it('never lasted at all when nobody was seen', () => {
    expect(dwellMs(after([[0, false]]))).toBe(0)
  })

  it('does not depend on the order of looks that lie close together, nor on repetitions', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(times, (some) => {
        const ordered = [...some].sort((a, b) => a - b).map((atMs): [number, boolean] => [atMs, true])
        const mixed = [...some, ...some].map((atMs): [number, boolean] => [atMs, true])
        expect(after(mixed)).toEqual(after(ordered))
      }),
    )
  })
})
