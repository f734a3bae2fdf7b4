import { beforeEach, describe, expect, it } from 'vitest'
import { IotDeviceEnrolment } from '#adapters/aws/device-enrolment.ts'
import { outboxPartition, outboxShards } from '#ledger/keys.ts'
import { rangeRows } from '#ledger/row-type.ts'
import { outboxRow } from '#ledger/rows/event-rows.ts'
import { FakeIot, policies } from '#test/contract/fake-iot.ts'
import { openDoors } from '#test/fixtures/api-services.ts'

const mast = { id: 'ws-9', name: '新站', kinds: ['weather'], site: { lat: 25.1, lon: 160.05 }, watches: ['forest-1'] }

describe('the credentials of a registered device', () => {
  let iot: FakeIot
  let doors: ReturnType<typeof openDoors>
  let first: Awaited<ReturnType<typeof doors.admin>>['body']['credentials']

  beforeEach(async () => {
    iot = new FakeIot()
    doors = openDoors(new IotDeviceEnrolment(iot.client, policies))
    first = (await doors.admin('POST', '/v1/devices', { ...mast, reason: 'new mast' })).body.credentials
  })

  const hygiene = async () =>
    (await doors.admin('GET', '/v1/device-hygiene')).body.lines.filter(({ code }: { code: string }) => code === 'rotation-open')

  it('are rotated with an overlap, which hygiene shows until it is completed', async () => {
    const rotated = await doors.admin('POST', '/v1/devices/ws-9/rotate')
    expect(rotated.status).toBe(200)
    expect([await iot.connects(first), await iot.connects(rotated.body.credentials)]).toEqual([true, true])
    expect(await hygiene()).toMatchObject([{ devices: ['ws-9'] }])
    const completed = await doors.admin('POST', '/v1/devices/ws-9/rotate/complete')
    expect(completed.body).not.toHaveProperty('rotatingSince')
    expect([await iot.connects(first), await iot.connects(rotated.body.credentials)]).toEqual([false, true])
    expect(await hygiene()).toEqual([])
    expect((await doors.admin('POST', '/v1/devices/ws-9/rotate/complete')).status).toBe(409)
  })

  it('end at once for a device that is replaced', async () => {
    const { body } = await doors.admin('POST', '/v1/devices/ws-9/rotate', { previous: 'end', reason: '雷击损坏，更换' })
    expect([await iot.connects(first), await iot.connects(body.credentials)]).toEqual([false, true])
    expect(body.device).not.toHaveProperty('rotatingSince')
  })

  it('are new for one that was disabled and is enabled; nothing else can be enabled, or rotated while disabled', async () => {
    expect((await doors.admin('POST', '/v1/devices/ws-9/enable')).status).toBe(409)
    await doors.admin('POST', '/v1/devices/ws-9/revoke', { reason: 'stolen' })
    expect((await doors.admin('POST', '/v1/devices/ws-9/rotate')).body.detail).toContain('enable it')
    const { status, body } = await doors.admin('POST', '/v1/devices/ws-9/enable')
    expect([status, body.device.status]).toEqual([200, 'active'])
    expect([await iot.connects(first), await iot.connects(body.credentials)]).toEqual([false, true])
  })

  it('leave a record with author and reason of every change, and an event in the feed', async () => {
    await doors.admin('PUT', '/v1/devices/ws-9', { ...mast, name: '南坡站', reason: 'moved' }, { 'if-match': '*' })
    await doors.admin('POST', '/v1/devices/ws-9/rotate', { reason: 'yearly' })
    await doors.admin('POST', '/v1/devices/ws-9/rotate/complete')
    await doors.admin('POST', '/v1/devices/ws-9/revoke')
    await doors.admin('POST', '/v1/devices/ws-9/enable')
    await doors.admin('DELETE', '/v1/devices/ws-9')
    const actions = ['registered', 'corrected', 'rotated', 'rotation-completed', 'revoked', 'enabled', 'retired']
    const { items } = (await doors.admin('GET', '/v1/devices/ws-9/changes')).body
    expect(items.map(({ action }: { action: string }) => action)).toEqual(actions.toReversed())
    expect(items.at(-1)).toEqual({
      action: 'registered',
      revision: 1,
      author: { id: 'the-device-admin', role: 'device-admin' },
      at: '2026-11-23T12:00:00.000+08:00',
      reason: 'new mast',
    })
    const waiting = await Promise.all(
      [...Array(outboxShards).keys()].map((shard) => rangeRows(doors.store, outboxRow, { pk: outboxPartition(shard), limit: 100 })),
    )
    const events = waiting.flat().flatMap(({ value }) => (value.channel === 'feed' ? [value.event] : []))
    expect(events.filter(({ subject }) => subject === 'ws-9').map(({ type }) => type)).toEqual(
      actions.map((action) => `cn.county-sense.device.${action}.v1`),
    )
  })

  it('are not changed for a reason longer than 300 characters, and the field is named', async () => {
    const { status, body } = await doors.admin('POST', '/v1/devices/ws-9/revoke', { reason: 'x'.repeat(301) })
    expect([status, body.errors[0].path]).toEqual([400, 'body.reason'])
  })
})
