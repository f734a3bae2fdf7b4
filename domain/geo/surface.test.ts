import { describe, expect, it } from 'vitest'
import { polygonsMeet } from '#domain/geo/meeting.ts'
import type { Ring } from '#domain/geo/polygon.ts'
import { surfaceSquareMetres } from '#domain/geo/surface.ts'

const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]

describe('the surface of polygons', () => {
  it('is that of the sphere between two meridians and two parallels', () => {
    const expected = 6_371_008.8 ** 2 * (Math.PI / 180) * (Math.sin((31 * Math.PI) / 180) - Math.sin((30 * Math.PI) / 180))
    expect(surfaceSquareMetres([[square(150, 30, 1)]]) / expected).toBeCloseTo(1, 4)
  })

  it('leaves holes out, adds parts, and does not care which way a ring turns', () => {
    const [whole, hole] = [square(150, 30, 1), square(150.2, 30.2, 0.5)]
    const rest = surfaceSquareMetres([[whole]]) - surfaceSquareMetres([[hole]])
    expect(surfaceSquareMetres([[whole, hole.toReversed()]])).toBeCloseTo(rest, 3)
    expect(surfaceSquareMetres([[whole.toReversed()], [hole]])).toBeCloseTo(
      surfaceSquareMetres([[whole]]) + surfaceSquareMetres([[hole]]),
      3,
    )
    expect(surfaceSquareMetres([])).toBe(0)
  })
})

describe('two polygons', () => {
  const lake = [square(0, 0, 10), square(4, 4, 2)]

  it('meet when one lies in the other or their edges cross', () => {
    expect(polygonsMeet(square(1, 1, 1), lake)).toBe(true)
    expect(polygonsMeet(square(-5, -5, 30), lake)).toBe(true)
    const across: Ring = [
      [-1, 5],
      [11, 5],
      [11, 5.1],
      [-1, 5.1],
      [-1, 5],
    ]
    expect(polygonsMeet(across, lake)).toBe(true)
  })

  it('do not when one lies beside the other or on its island', () => {
    expect(polygonsMeet(square(11, 0, 1), lake)).toBe(false)
    expect(polygonsMeet(square(4.5, 4.5, 1), lake)).toBe(false)
  })
})
