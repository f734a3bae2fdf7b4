import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import { antiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { occupancyOf, rolesOf } from '#scenarios/anti-drowning/spot/zones.ts'
import { clock } from '#test/fixtures/clock.ts'

const band = (role: string, top: number, bottom: number) => ({
  role,
  polygon: [
    [0, top],
    [1, top],
    [1, bottom],
    [0, bottom],
  ],
})
const limits = withClock(
  antiDrowningLimits.parse({
    views: {
      cam: { spot: 'pier', zones: [band('strip', 0.6, 1), band('edge', 0.4, 0.6), band('water', 0.1, 0.4), band('edge', 0.3, 0.45)] },
    },
  }),
  clock,
)
const view = limits.views.cam
if (!view) throw new Error('the view is there')
const picture = { widthPx: 1000, heightPx: 1000 }
const standing = (footY: number) => rolesOf([{ x: 500, y: footY - 100, w: 40, h: 100 }], view, picture)[0]

describe('where somebody stands', () => {
  it('is where the feet are, not the head', () => {
    expect(standing(650)).toBe('strip')
    expect(standing(550)).toBe('edge')
    expect(standing(200)).toBe('water')
    expect(standing(50)).toBeUndefined()
  })

  it('is in exactly one of two zones that share a border', () => {
    expect(standing(600)).toBe('strip')
    expect(standing(599.99)).toBe('edge')
  })

  it('is nearest the water where zones overlap', () => {
    expect(standing(350)).toBe('water')
  })

  it('is inside for somebody whom the picture cuts off below', () => {
    expect(standing(1_200)).toBe('strip')
  })

  it('is not reported by a box whose feet somebody nearer hides, except in the water', () => {
    const nearer = { x: 480, y: 400, w: 100, h: 400 }
    const behind = { x: 500, y: 420, w: 40, h: 100 }
    const beside = { x: 500, y: 700, w: 40, h: 90 }
    expect(rolesOf([nearer, behind, beside], view, picture)).toEqual(['strip', undefined, 'strip'])
    expect(
      rolesOf(
        [
          { ...nearer, y: 200 },
          { ...behind, y: 280 },
        ],
        view,
        picture,
      ),
    ).toEqual(['strip', 'water'])
  })

  it('is counted by parts, and people in no part are nobody’s', () => {
    expect(occupancyOf(['water', 'strip', undefined, 'water'])).toEqual({ strip: 1, edge: 0, water: 2 })
  })
})
