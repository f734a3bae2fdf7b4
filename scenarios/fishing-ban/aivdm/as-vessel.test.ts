import { expect, it } from 'vitest'
import { vessel } from '#domain/observation/kinds/vessel.ts'
import { asVessel } from '#scenarios/fishing-ban/aivdm/as-vessel.ts'

const read = (message: Parameters<typeof asVessel>[0]) => {
  const reading = asVessel(message)
  return reading.type === 'vessel' ? reading.vessel : reading.reason
}
const message = { type: 1, repeat: 0, mmsi: 413_000_001, lat: 30.7, lon: 111.3, speed: 2.1, course: 84, heading: 511, status: 7 }

it('a ship’s report becomes a message that the platform accepts, without what is not available', () => {
  const found = read({ ...message, course: 360 })
  expect(found).toMatchObject({ trackId: '413000001', sogKn: 2.1, navStatus: 7, lat: 30.7, lon: 111.3 })
  expect(found).not.toHaveProperty('headingDeg')
  expect(found).not.toHaveProperty('cogDeg')
  expect(vessel.body.safeParse(found).success).toBe(true)
})

it.each([
  ['a position that means none', { lat: 91, lon: 181 }, 'no-position'],
  ['a base station', { type: 4 }, 'not-a-position-report'],
  ['static data', { type: 5, lat: undefined, lon: undefined }, 'not-a-position-report'],
])('%s becomes none, and says why', (_, change, reason) => {
  expect(read({ ...message, ...change })).toBe(reason)
})

it('speeds that mean nothing are left out, also in the far message', () => {
  expect(read({ ...message, speed: 102.3 })).not.toHaveProperty('sogKn')
  expect(read({ ...message, type: 27, speed: 63 })).not.toHaveProperty('sogKn')
})
