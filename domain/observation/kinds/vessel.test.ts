import { describe, expect, it } from 'vitest'
import { vessel } from '#domain/observation/kinds/vessel.ts'

const fix = { trackId: 't-1', source: 'radar', datum: 'WGS-84' }

describe('a vessel fix', () => {
  it.each(['WGS-84', 'CGCS2000'])('may be in %s', (datum) => {
    expect(vessel.body.safeParse({ ...fix, datum }).success).toBe(true)
  })

  it.each(['GCJ-02', 'BD-09'])('in %s is refused with what to do', (datum) => {
    expect(vessel.body.safeParse({ ...fix, datum }).error?.issues[0]?.message).toContain('convert to WGS-84 at the source')
  })

  it.each([undefined, null, 'wgs84', 4326])('without a known datum (%s) is refused', (datum) => {
    expect(vessel.body.safeParse({ ...fix, datum }).error?.issues[0]).toMatchObject({
      path: ['datum'],
      message: 'the datum is missing or unknown; use one of WGS-84, CGCS2000',
    })
  })

  it.each([
    ['sogKn', 102.3],
    ['cogDeg', 360],
    ['headingDeg', 511],
  ])('takes AIS’ %s %d as none', (field, value) => {
    expect(vessel.body.parse({ ...fix, [field]: value })).toMatchObject({ [field]: undefined })
  })

  it.each([
    ['sogKn', -1],
    ['sogKn', 90],
    ['sogKn', Number.NaN],
    ['sogKn', '2.1'],
    ['cogDeg', 361],
    ['headingDeg', 400],
    ['mmsi', 1_000_000_000],
    ['navStatus', 16],
    ['trackId', ''],
    ['trackId', 'a/b'],
    ['trackId', '413000001~2'],
    ['source', 'satellite'],
  ])('refuses %s %s', (field, value) => {
    expect(vessel.body.safeParse({ ...fix, [field]: value }).success).toBe(false)
  })
})
