import { describe, expect, it } from 'vitest'
import type { PackedFix } from '#scenarios/fishing-ban/memory.ts'
import { fishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { type Fix, joinFix, packFix, unpackFix } from '#scenarios/fishing-ban/track/fixes.ts'

const limits = fishingBanLimits.parse({}).fixes
const fix = (seconds: number): Fix => ({
  atMs: 1_795_402_800_000 + seconds * 1000,
  lat: 30.2,
  lon: 150.2,
  sogKn: 2.1,
  cogDeg: 84,
  isClosed: true,
})
const join = (seconds: number[]) => seconds.reduce<PackedFix[]>((fixes, one) => joinFix(fixes, packFix(fix(one)), 0, limits), [])

describe('the fixes of a track', () => {
  it('come out as they went in', () => {
    expect(unpackFix(packFix(fix(7)))).toEqual(fix(7))
    const bare = { ...fix(7), sogKn: undefined, cogDeg: undefined, isClosed: false }
    expect(unpackFix(packFix(bare))).toEqual(bare)
  })

  it.each([[[0, 10, 31, 65, 90]], [[90, 65, 31, 10, 0]], [[31, 0, 90, 10, 65]]])(
    'are the same in whatever order they arrive: %j',
    (seconds) => {
      expect(join(seconds)).toEqual(join([0, 31, 65, 90]))
    },
  )

  it('are the very same list after a repetition and after what is settled', () => {
    const fixes = join([0, 31])
    expect(joinFix(fixes, packFix(fix(31)), 0, limits)).toBe(fixes)
    expect(joinFix(fixes, packFix(fix(-60)), fix(-10).atMs, limits)).toBe(fixes)
  })
})
