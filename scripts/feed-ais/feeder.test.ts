import mqtt from 'mqtt'
import { expect, it } from 'vitest'
import { vessel } from '#domain/observation/kinds/vessel.ts'
import { noCounters, told } from '#scripts/feed-ais/counters.ts'
import { type Box, Feeder } from '#scripts/feed-ais/feeder.ts'
import { linesOf } from '#scripts/feed-ais/lines.ts'
import { Uplink } from '#scripts/feed-ais/uplink.ts'
import { classA } from '#test/fixtures/aivdm.ts'

const ship = { mmsi: 413_000_001, lat: 30.2, lon: 150.2, sogKn: 2.1, cogDeg: 84 }

function feeder(within?: Box) {
  const counters = noCounters()
  const sent: Record<string, unknown>[] = []
  const one = new Feeder({ counters, within, now: () => 1_776_000_000_000, offer: (message) => sent.push(message as never) })
  return { feeder: one, counters, sent }
}

it('stamps a fix with the receiver’s time, and with its own where there is none', () => {
  const { feeder: one, sent } = feeder()
  one.take(classA(ship, 1_775_999_990_000))
  one.take(classA(ship))
  expect(sent.map(({ ts }) => ts)).toEqual([1_775_999_990_000, 1_776_000_000_000])
})

it('keeps what lies outside to itself, and counts it', () => {
  const { feeder: one, counters, sent } = feeder([150, 30, 150.1, 30.3])
  one.take(classA(ship))
  one.take(classA({ ...ship, lon: 150.05 }))
  expect(sent).toHaveLength(1)
  expect(told(counters, 1)).toBe('2 lines, 1 fixes and 0 heartbeats; 0 acknowledged, 1 waiting; not sent: 1 outside')
})

it('beats with a message that the county accepts and that is no vessel’s place', () => {
  const { feeder: one, sent } = feeder()
  one.beat()
  expect(vessel.body.safeParse(sent[0]).success).toBe(true)
  expect(sent[0]).not.toHaveProperty('lat')
})

it('lets the oldest go when the broker is away and the buffer is full', async () => {
  const counters = noCounters()
  const connection = mqtt.connect('mqtt://127.0.0.1:1', { reconnectPeriod: 0 })
  connection.on('error', () => undefined)
  const uplink = new Uplink(connection, 'cs/demo/vessel/ais-1/up', 5, counters)
  for (let number = 0; number < 7; number++) uplink.offer({ number })
  expect([uplink.waiting, counters.forgotten]).toEqual([5, 2])
  await connection.endAsync(true)
})

it('takes lines apart wherever the bytes are cut, and cuts noise without an end', async () => {
  const lines: string[] = []
  for await (const line of linesOf(
    (async function* () {
      yield* ['!AIV', 'DM,1\r\n\r\n!AIVDM,2\n', '#'.repeat(4_000)]
    })(),
  ))
    lines.push(line)
  expect(lines.slice(0, 2)).toEqual(['!AIVDM,1', '!AIVDM,2'])
  expect(lines[2]).toHaveLength(1_000)
})
