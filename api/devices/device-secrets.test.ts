import { describe, expect, it } from 'vitest'
import { IotDeviceEnrolment } from '#adapters/aws/device-enrolment.ts'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import type { DeviceEnrolment } from '#domain/ports.ts'
import { FakeIot, policies } from '#test/contract/fake-iot.ts'
import { openDoors } from '#test/fixtures/api-services.ts'

const mast = { id: 'ws-9', name: '新站', kinds: ['weather'], site: { lat: 25.1, lon: 160.05 }, watches: ['forest-1'] }
const deviceKeys = new DeviceKeys('secret')
const ofLaptop: DeviceEnrolment = {
  enrol: async ({ id }) => deviceKeys.credentials({ id }),
  rotate: async ({ id }) => deviceKeys.credentials({ id }, 1),
  completeRotation: async () => undefined,
  revoke: async () => undefined,
}

describe.each([
  { of: 'a key', open: () => ofLaptop, secretOf: (credentials: { password: string }) => credentials.password },
  {
    of: 'a certificate',
    open: () => new IotDeviceEnrolment(new FakeIot().client, policies),
    secretOf: (credentials: { privateKeyPem?: string }) => credentials.privateKeyPem ?? '',
  },
])('the secret of $of', ({ open, secretOf }) => {
  it('stands in the first answer, in no row of the ledger, and in no repetition', async () => {
    const { admin, store } = openDoors(open())
    const first = await admin('POST', '/v1/devices', mast, { 'idempotency-key': 'one' })
    expect(first.status).toBe(201)
    const secret = secretOf(first.body.credentials)
    expect(secret.length).toBeGreaterThan(5)
    const rows = [...store.rows.values()].map((row) => JSON.stringify(row))
    expect(rows.some((row) => row.includes('shown-once'))).toBe(true)
    expect(rows.filter((row) => row.includes(secret) || row.includes(JSON.stringify(secret).slice(1, -1)))).toEqual([])
    const repeated = await admin('POST', '/v1/devices', mast, { 'idempotency-key': 'one' })
    expect(repeated.status).toBe(201)
    expect(repeated.headers['idempotent-replayed']).toBe('true')
    expect(repeated.body).toEqual({
      device: first.body.device,
      credentials: { type: 'shown-once', clientId: 'ws-9', rotate: '/v1/devices/ws-9/rotate' },
    })
  })
})
