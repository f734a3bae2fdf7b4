import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, type OpenCounty, openCounty } from '#test/fixtures/local-county.ts'

const mast = { id: 'ws-9', name: '新站', kinds: ['weather'], site: { lat: 25.1, lon: 160.05 }, watches: ['forest-1'] }
const reading = { tempC: 0, rhPct: 50, wind: { value: 0, unit: 'm/s' }, rainMm: 0 }

describe('the credentials of a device at work', () => {
  let county: OpenCounty
  beforeAll(async () => {
    county = await openCounty()
  })
  afterAll(() => county.close())

  it('are rotated, and not one message that the broker acknowledged is lost', async () => {
    const admin = await county.as('admin')
    const registered = await admin('POST', '/v1/devices', mast, { 'idempotency-key': 'mast' })
    const startedAtMs = county.clock.now()
    const acknowledged: string[] = []
    let number = 0
    /** Publishes all the time until its connection ends, or it is told to stop. */
    async function speak(credentials: object, until: () => boolean): Promise<void> {
      const device = await county.device(mast.id, credentials)
      let isOpen = true
      device.connection.once('close', () => {
        isOpen = false
      })
      while (isOpen && !until()) {
        const id = `w-${++number}`
        const isAcknowledged = device.say('weather', { id, ...reading }).then(
          () => true,
          () => false,
        )
        const closed = new Promise<false>((resolve) => device.connection.once('close', () => resolve(false)))
        if (await Promise.race([isAcknowledged, closed])) acknowledged.push(id)
      }
      await device.connection.endAsync(true)
    }

    let [isSwitching, isOver] = [false, false]
    const byOld = speak(registered.body.credentials, () => isSwitching)
    await eventually(
      async () => acknowledged.length,
      (count) => count > 20,
    )
    const rotated = await admin('POST', `/v1/devices/${mast.id}/rotate`, undefined, { 'idempotency-key': 'rotate' })
    expect(rotated.status).toBe(200)
    const before = acknowledged.length
    await eventually(
      async () => acknowledged.length,
      (count) => count > before + 20,
    )
    isSwitching = true
    await byOld
    const byNew = speak(rotated.body.credentials, () => isOver)
    const switched = acknowledged.length
    await eventually(
      async () => acknowledged.length,
      (count) => count > switched + 20,
    )
    expect((await admin('POST', `/v1/devices/${mast.id}/rotate/complete`)).status).toBe(200)
    const completed = acknowledged.length
    await eventually(
      async () => acknowledged.length,
      (count) => count > completed + 20,
    )
    isOver = true
    await byNew
    await expect(county.device(mast.id, registered.body.credentials)).rejects.toThrow()

    const arrived = new Set<string>()
    await eventually(
      async () => {
        for await (const records of county.services.archive.read(startedAtMs, startedAtMs + 3_600_000))
          for (const { envelope } of records)
            if (envelope.device === mast.id && envelope.kind === 'weather')
              arrived.add(JSON.parse(new TextDecoder().decode(envelope.payload)).id)
        return acknowledged.filter((id) => !arrived.has(id))
      },
      (lost) => lost.length === 0,
    )
    expect(acknowledged.length).toBeGreaterThan(80)
  })

  it('that are still in use when a rotation is completed close its connection, and are refused afterwards', async () => {
    const admin = await county.as('admin')
    const other = { ...mast, id: 'ws-10', name: '旧站' }
    const registered = await admin('POST', '/v1/devices', other, { 'idempotency-key': 'other' })
    const device = await county.device('ws-10', registered.body.credentials)
    const closed = new Promise<void>((resolve) => device.connection.once('close', () => resolve()))
    await admin('POST', '/v1/devices/ws-10/rotate', undefined, { 'idempotency-key': 'rotate-other' })
    await admin('POST', '/v1/devices/ws-10/rotate/complete')
    await closed
    await expect(county.device('ws-10', registered.body.credentials)).rejects.toThrow()
  })
})
