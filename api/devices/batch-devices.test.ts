import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { handleRequest } from '#api/handle-request.ts'
import type { DeviceEnrolment } from '#domain/ports.ts'
import { operations } from '#scenarios/extensions.ts'
import { openDoors } from '#test/fixtures/api-services.ts'

const deviceKeys = new DeviceKeys('secret')
const enrolment: DeviceEnrolment = {
  enrol: async ({ id }) => deviceKeys.credentials({ id }),
  rotate: async ({ id }) => deviceKeys.credentials({ id }, 1),
  completeRotation: async () => undefined,
  revoke: async () => undefined,
}
const header = 'id,name,kinds,lat,lon,watches,parent'
const mast = (number: number, name = `站${number}`) => `ws-${number},${name},weather,25.1,160.0${number % 10},forest-1,`

describe('a list of devices', () => {
  let doors: ReturnType<typeof openDoors>
  beforeEach(() => {
    doors = openDoors(enrolment)
  })

  const send = async (body: Uint8Array | string, query = '', type = 'text/csv') => {
    const headers = { authorization: 'Bearer device-admin', 'content-type': type }
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    const request = { method: 'POST', path: '/v1/devices:batch', query: new URLSearchParams(query), headers, body: bytes }
    const answer = await handleRequest(doors.services, operations, request, 'request')
    return { status: answer.status, body: JSON.parse(answer.body) }
  }
  const registered = async () => (await doors.admin('GET', '/v1/devices?limit=200')).body.items.map(({ id }: { id: string }) => id)

  it('is registered with credentials; sent again it is the same, and what was changed is corrected', async () => {
    const list = [header, mast(1), mast(2)].join('\n')
    const first = await send(list)
    expect(first.body).toMatchObject({ encoding: 'utf-8', applied: true, counts: { new: 2, same: 0, changed: 0, refused: 0 } })
    expect(first.body.rows).toMatchObject([
      { line: 2, id: 'ws-1', result: 'new', credentials: { type: 'key', clientId: 'ws-1' } },
      { line: 3, id: 'ws-2', result: 'new' },
    ])
    expect((await send(list)).body.counts).toEqual({ new: 0, same: 2, changed: 0, refused: 0 })
    expect((await send([header, mast(1, '北坡站'), mast(2)].join('\n'))).body.counts).toMatchObject({ same: 1, changed: 1 })
    expect((await doors.admin('GET', '/v1/devices/ws-1')).body.name).toBe('北坡站')
    expect((await doors.admin('GET', '/v1/devices/ws-1/changes')).body.items[0].action).toBe('corrected')
  })

  it('in GBK, with a mark of byte order, other line ends and blank lines is read all the same', async () => {
    // 站1 in GBK.
    const gbk = Buffer.concat([
      Buffer.from(`${header}\r\n\r\nws-1,`),
      Buffer.from([0xd5, 0xbe, 0x31]),
      Buffer.from(',weather,25.1,160.01,forest-1,\r\n'),
    ])
    expect((await send(gbk)).body).toMatchObject({ encoding: 'gbk', applied: true, rows: [{ line: 3, id: 'ws-1', result: 'new' }] })
    expect((await doors.admin('GET', '/v1/devices/ws-1')).body.name).toBe('站1')
    expect((await send(`\ufeff${header}\n${mast(1)}`)).body.counts.same).toBe(1)
    expect((await send(Uint8Array.from([0x81, 0x20]))).body.errors[0].message).toBe('is neither UTF-8 nor GBK')
  })

  it('of which one row is wrong is not entered, or with partial all but that row; each is told by line, cell and remedy', async () => {
    const list = [
      header,
      mast(1),
      'ws-2,二,weather,125.1,160.05,forest-1,',
      mast(1),
      'ws-4,四,weather,25.1',
      'ws-5,五,weather,25.1,160.05,nowhere,',
    ].join('\n')
    const refused = await send(list)
    expect(refused.body).toMatchObject({ applied: false, counts: { new: 1, refused: 4 } })
    expect(refused.body.rows.slice(1)).toMatchObject([
      { line: 3, id: 'ws-2', path: 'devices.csv line 3 column lat', remedy: expect.stringContaining('swapped') },
      { line: 4, id: 'ws-1', message: '"ws-1" stands twice' },
      { line: 5, id: 'ws-4', message: 'has 4 cells, and the first line has 7' },
      { line: 6, id: 'ws-5', path: 'devices.csv line 6 column watches' },
    ])
    expect(await registered()).toEqual([])
    expect((await send(list, 'partial=true')).body).toMatchObject({ applied: true, counts: { new: 1, refused: 4 } })
    expect(await registered()).toEqual(['ws-1'])
  })

  it('with an unknown column is refused whole, and the column is named', async () => {
    const { status, body } = await send(`${header},colour\n${mast(1)},red`)
    expect([status, body.errors[0].path]).toEqual([400, 'devices.csv line 1 column colour'])
  })

  it('may name a gateway and those behind it in any order', async () => {
    const { body } = await send([header, mast(1).replace(/,$/, ',gw-1'), 'gw-1,网关,weather,25.1,160.05,forest-1,'].join('\n'))
    expect(body).toMatchObject({ applied: true, counts: { new: 2, refused: 0 } })
    expect((await doors.admin('GET', '/v1/devices/gw-1')).body.gateway).toBe(true)
  })

  it('of ten thousand is checked in one request, packed; the one bad row is told, and so many new ones are not entered at once', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => (index === 9_998 ? 'ws-bad,坏,weather,25.1,x,forest-1,' : mast(index)))
    const packed = gzipSync(JSON.stringify({ csv: [header, ...lines].join('\n') }))
    const checked = await send(packed, 'dryRun=true', 'application/gzip')
    expect(checked.body).toMatchObject({ applied: false, counts: { new: 9_999, refused: 1 } })
    expect(checked.body.rows[9_998]).toMatchObject({ line: 10_000, id: 'ws-bad', path: 'devices.csv line 10000 column lon' })
    const entered = await send(packed, 'partial=true', 'application/gzip')
    expect([entered.status, entered.body.detail]).toEqual([409, expect.stringContaining('nothing was registered')])
    expect(await registered()).toEqual([])
  }, 60_000)

  it('may come as rows of JSON, whose places are named', async () => {
    const row = { id: 'ws-1', name: '一', kinds: ['weather'], site: { lat: 25.1, lon: 160.05 }, watches: ['forest-1'] }
    const { body } = await send(JSON.stringify({ rows: [row, { ...row, id: 'WS' }] }), 'partial=true', 'application/json')
    expect(body.rows).toMatchObject([{ result: 'new' }, { result: 'refused', path: 'body.rows.1.id' }])
  })
})
