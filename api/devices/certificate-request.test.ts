import { describe, expect, it } from 'vitest'
import { IotDeviceEnrolment } from '#adapters/aws/device-enrolment.ts'
import { FakeIot, policies } from '#test/contract/fake-iot.ts'
import { openDoors } from '#test/fixtures/api-services.ts'

// openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=cam-1; the key was thrown away.
const csrPem = `-----BEGIN CERTIFICATE REQUEST-----
MIHKMHICAQAwEDEOMAwGA1UEAwwFY2FtLTEwWTATBgcqhkjOPQIBBggqhkjOPQMB
BwNCAAQyUlLM9d2oSQPQg37rwngvdxdll1TjwXfKkcU0rbjRJmiOQd+mNb/9r70X
J0EM7RmU5a3oM+1RZjf73UkIhb7CoAAwCgYIKoZIzj0EAwIDSAAwRQIhAJTQV888
x/2gYk/SyE8BGVT6mjoDsdU1h7qHJHMPHQ0CAiBRG5TU5ErkzXBr1fe1+JrF1baz
zMmpkeoAVvPBow+pug==
-----END CERTIFICATE REQUEST-----
`
const mast = { name: '新站', kinds: ['weather'], site: { lat: 25.1, lon: 160.05 }, watches: ['forest-1'] }

describe('a registration with a certificate request', () => {
  const { admin } = openDoors(new IotDeviceEnrolment(new FakeIot().client, policies))

  it('is answered by a certificate, and no private key exists on our side', async () => {
    const { status, body } = await admin('POST', '/v1/devices', { id: 'cam-1', ...mast, csrPem })
    expect(status).toBe(201)
    expect(body.credentials).toMatchObject({ type: 'certificate', clientId: 'cam-1' })
    expect(body.credentials).not.toHaveProperty('privateKeyPem')
    expect(body.device).not.toHaveProperty('csrPem')
  })

  it('for another device is refused, and nothing is registered', async () => {
    const { status, body } = await admin('POST', '/v1/devices', { id: 'cam-2', ...mast, csrPem })
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([{ path: 'body.csrPem', message: 'is a request for "cam-1", and the device is cam-2' }])
    expect((await admin('GET', '/v1/devices/cam-2')).status).toBe(404)
  })
})
