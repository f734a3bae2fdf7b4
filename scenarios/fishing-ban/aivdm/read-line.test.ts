import { expect, it } from 'vitest'
import type { Pending } from '#scenarios/fishing-ban/aivdm/assemble.ts'
import { readLine } from '#scenarios/fishing-ban/aivdm/read-line.ts'
import { classA, classB } from '#test/fixtures/aivdm.ts'

const ship = { mmsi: 413_000_001, lat: 30.2, lon: 150.2, sogKn: 2.1, cogDeg: 84 }

function readAll(lines: string[]) {
  let pending: Pending = {}
  return lines.map((line) => {
    const step = readLine(pending, line)
    pending = step.pending
    return step
  })
}

it('reads a ship’s place, with the time of the receiver where it says one', () => {
  expect(readLine({}, classA(ship))).toMatchObject({ vessel: { trackId: '413000001', lat: 30.2, lon: 150.2, sogKn: 2.1 }, dropped: [] })
  expect(readLine({}, classA(ship, 1_776_000_000_000)).receivedMs).toBe(1_776_000_000_000)
  expect(readLine({}, classA(ship, 1_776_000_000_000).replace('c:1776', 'c:1777'))).not.toHaveProperty('receivedMs')
})

it('puts two parts together, and takes the time from the part that says it', () => {
  const [first, second] = readAll(classB(ship, 3, 1_776_000_000_000))
  expect(first).toMatchObject({ dropped: [] })
  expect(first).not.toHaveProperty('vessel')
  expect(second).toMatchObject({ vessel: { trackId: '413000001' }, receivedMs: 1_776_000_000_000, dropped: [] })
})

it.each([
  ['a bad checksum', classA(ship).replace(/.$/, (last) => (last === '0' ? '1' : '0')), 'checksum'],
  ['another sentence', '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47', 'no-aivdm'],
  ['the position that means none', classA({ ...ship, lat: 91, lon: 181 }), 'no-position'],
  ['a speed that nobody sails at', classA({ ...ship, sogKn: 95 }), 'out-of-range'],
  ['a station ashore', '!AIVDM,1,1,,A,403Ovl@000Htt<tSF0l4Q@100`Pq,0*28,d-109,1325394060', 'not-a-position-report'],
])('drops %s and says why', (_, line, reason) => {
  expect(readLine({}, line)).toMatchObject({ dropped: [reason] })
})

it('counts each part of a message that never came together', () => {
  const [first = '', second = ''] = classB(ship, 3)
  expect(readLine({}, second).dropped).toEqual(['part-missing'])
  expect(readAll([first, first])[1]?.dropped).toEqual(['part-missing'])
})
