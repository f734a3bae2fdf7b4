import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containsPoint, type Ring } from '#domain/geo/polygon.ts'

const square = (left: number, bottom: number, size = 10): Ring => [
  [left, bottom],
  [left + size, bottom],
  [left + size, bottom + size],
  [left, bottom + size],
  [left, bottom],
]

describe('a polygon', () => {
  it('contains what is inside and not what is in its hole', () => {
    const withHole = [square(0, 0), square(4, 4, 2)]
    expect(containsPoint(withHole, [1, 1])).toBe(true)
    expect(containsPoint(withHole, [5, 5])).toBe(false)
    expect(containsPoint(withHole, [11, 5])).toBe(false)
  })

  it('shares every point of a tiling with exactly one neighbour, edges and corners too', () => {
    const tiles = [0, 10, 20].flatMap((left) => [0, 10, 20].map((bottom) => [square(left, bottom)]))
    const point = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 28 }))
    fc.assert(fc.property(point, ([x, y]) => tiles.filter((tile) => containsPoint(tile, [x, y])).length === 1))
  })

  it('shares a slanted edge with exactly one neighbour', () => {
    const [a, b, c, d] = [
      [0, 0],
      [10, 3],
      [7, 11],
      [-2, 8],
    ] as const
    const [left, right] = [[[a, c, d]], [[a, b, c]]]
    for (let step = 1; step < 20; step++) {
      const point = [(7 * step) / 20, (11 * step) / 20] as const
      expect([left, right].filter((polygon) => containsPoint(polygon as Ring[], point))).toHaveLength(1)
    }
  })

  it('does not care whether the ring is closed or which way it turns', () => {
    const open = square(0, 0).slice(0, -1)
    expect(containsPoint([open], [5, 5])).toBe(true)
    expect(containsPoint([[...open].reverse()], [5, 5])).toBe(true)
  })
})
