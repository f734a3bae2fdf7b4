import { describe, expect, it } from 'vitest'
import { forestFireLimits } from '#scenarios/forest-fire/schema.ts'

describe('limits of forest fire', () => {
  it.each([
    ['more looks demanded than are kept', { smoke: { looks: 2, confirm: 10 } }, 'smoke.confirm'],
    ['the same of a hot spot', { hotSpot: { looks: 2, confirm: 3 } }, 'hotSpot.confirm'],
    ['danger classes that do not rise', { weather: { thresholds: [38, 21, 11, 5] } }, 'weather.thresholds'],
  ])('are refused where they would keep silent: %s', (_name, limits, path) => {
    const { error } = forestFireLimits.safeParse(limits)
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })

  it('show as they were stated', () => {
    expect(forestFireLimits.parse({}).weather.ffmcScale).toBe('report1985')
  })
})
