import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openDoor } from '#scripts/smoke/door.ts'
import { smokeWalk } from '#scripts/smoke/walk.ts'
import { openCounty } from '#test/fixtures/local-county.ts'

describe('a smoke test of a running county', () => {
  let county: Awaited<ReturnType<typeof openCounty>>
  const tokenFor = async (role: string) => {
    const person = county.services.county.people.find(({ roles }) => roles.some((held) => held === role))
    return county.tokenOf(person?.id ?? '')
  }
  const devices = z.object({ items: z.array(z.object({ id: z.string(), status: z.string() })) })

  beforeAll(async () => {
    county = await openCounty({ county: 'demo' })
    writeFileSync(join(county.dataFolder, 'index.html'), '<div id="root"></div>')
  }, 60_000)
  afterAll(() => county.close())

  it('takes a device from its registration to its retirement', async () => {
    const steps: string[] = []
    const door = await openDoor(county.http, [await tokenFor('duty-officer'), await tokenFor('device-admin')])
    await smokeWalk(door, { mqttUrl: county.mqtt, waitSeconds: 20, step: (what) => steps.push(what) })
    expect(steps).toEqual([
      ...['page', 'config.json', 'register', 'connect', 'publish', 'event', 'incident', 'dismiss', 'revoke', 'retire'],
    ])
  }, 60_000)

  it('says who is missing, and leaves no device behind when something fails', async () => {
    const viewer = await openDoor(county.http, [await tokenFor('viewer')])
    await expect(smokeWalk(viewer, { waitSeconds: 1, step: () => undefined })).rejects.toThrow('no token given may devices.write')
    const door = await openDoor(county.http, [await tokenFor('duty-officer'), await tokenFor('device-admin')])
    await expect(smokeWalk(door, { waitSeconds: 1, step: () => undefined })).rejects.toThrow('name its address, e.g. --mqtt')
    const { items } = await door.ask('devices.read', 'GET', '/v1/devices?status=active&limit=200', devices)
    expect(items.filter(({ id }) => id.startsWith('smoke-test-'))).toEqual([])
  }, 60_000)

  it('knows a token that proves nothing', async () => expect(openDoor(county.http, ['x.y.z'])).rejects.toThrow('GET /v1/me answers 401'))
})
