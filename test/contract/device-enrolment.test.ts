import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AttachThingPrincipalCommand, type IoTClient } from '@aws-sdk/client-iot'
import { afterAll, expect, it } from 'vitest'
import { IotDeviceEnrolment } from '#adapters/aws/device-enrolment.ts'
import { LocalDeviceEnrolment } from '#adapters/local/device-enrolment.ts'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { Enrolments } from '#adapters/local/enrolments.ts'
import { LedgerFile } from '#adapters/local/ledger-file.ts'
import { CertificateRequestRefused } from '#domain/errors.ts'
import type { Device } from '#domain/observation/device.ts'
import type { DeviceCredentials } from '#domain/ports.ts'
import { deviceEnrolmentContract } from '#test/contract/device-enrolment-contract.ts'
import { clientOf } from '#test/contract/fake-client.ts'
import { FakeIot, policies } from '#test/contract/fake-iot.ts'

const files: LedgerFile[] = []
afterAll(() => Promise.all(files.map((file) => file.close())))

async function localEnrolment() {
  const file = await LedgerFile.open(mkdtempSync(join(tmpdir(), 'enrolment-')))
  files.push(file)
  const [deviceKeys, enrolments, registered] = [new DeviceKeys('secret'), new Enrolments(file), new Map<string, Device>()]
  const disconnected: string[] = []
  const enrolment = new LocalDeviceEnrolment({
    deviceKeys,
    enrolments,
    wasRegistered: async (id) => registered.has(id),
    disconnect: async (id) => void disconnected.push(id),
  })
  // As the broker decides: by the registration, then by the key.
  const connects = async (credentials: DeviceCredentials) => {
    const { clientId } = credentials
    if (credentials.type !== 'key' || registered.get(clientId)?.status !== 'active') return false
    return deviceKeys.numberOf(clientId, credentials.password, await enrolments.of(clientId)) !== undefined
  }
  return { enrolment, register: (device: Device) => registered.set(device.id, device), connects, disconnected }
}

deviceEnrolmentContract('AWS IoT', async () => {
  const iot = new FakeIot()
  return { enrolment: new IotDeviceEnrolment(iot.client, policies), register: () => undefined, connects: (one) => iot.connects(one) }
})

deviceEnrolmentContract('the register of a laptop', localEnrolment)

it('revoking on a laptop closes the connection that is open', async () => {
  const { enrolment, disconnected } = await localEnrolment()
  await enrolment.revoke('d-1')
  expect(disconnected).toEqual(['d-1'])
})

const site = { kinds: ['probe'], site: { lat: 30.2, lon: 150.2 }, watches: [], silenceSeconds: 900, status: 'active' } as const
const device = (id: string, gateway = false): Device => ({
  ...site,
  id,
  name: id,
  kinds: [...site.kinds],
  watches: [],
  ...(gateway && { gateway: true }),
})

it('on AWS IoT enrolling again without revoking ends the certificate of before', async () => {
  const iot = new FakeIot()
  const enrolment = new IotDeviceEnrolment(iot.client, policies)
  const [before, after] = [await enrolment.enrol(device('d-1')), await enrolment.enrol(device('d-1'))]
  expect([await iot.connects(before), await iot.connects(after)]).toEqual([false, true])
})

it('on AWS IoT a certificate request gets a certificate without a private key, and a bad one is refused', async () => {
  const iot = new FakeIot()
  const enrolment = new IotDeviceEnrolment(iot.client, policies)
  const credentials = await enrolment.enrol(device('d-1'), 'request')
  expect(credentials).not.toHaveProperty('privateKeyPem')
  expect(await iot.connects(credentials)).toBe(true)
  await expect(enrolment.enrol(device('d-1'), 'weak')).rejects.toThrow(CertificateRequestRefused)
  expect(await iot.connects(credentials)).toBe(true)
})

it('a laptop refuses a certificate request, because its broker has keys alone', async () => {
  const { enrolment } = await localEnrolment()
  await expect(enrolment.enrol(device('d-1'), 'request')).rejects.toThrow(CertificateRequestRefused)
})

it('on AWS IoT a gateway carries the policy that lets it speak for its children, and nothing else does', async () => {
  const iot = new FakeIot()
  const enrolment = new IotDeviceEnrolment(iot.client, policies)
  expect(iot.policiesOf(await enrolment.enrol(device('g-1', true)))).toEqual(['connection', 'uplinks', 'gateway'])
  expect(iot.policiesOf(await enrolment.enrol(device('d-1')))).toEqual(['connection', 'uplinks'])
})

it('on AWS IoT a certificate to which not everything could be attached never becomes active', async () => {
  const iot = new FakeIot()
  const failing = clientOf<IoTClient>((command) => {
    if (command instanceof AttachThingPrincipalCommand) throw new Error('throttled')
    return iot.client.send(command as never)
  })
  await expect(new IotDeviceEnrolment(failing, policies).enrol(device('d-1'))).rejects.toThrow('throttled')
  expect(iot.activeCertificates()).toBe(0)
})

it('on AWS IoT the thing of another county in the same account is left alone', async () => {
  const iot = new FakeIot()
  const theirs = await new IotDeviceEnrolment(iot.client, { ...policies, county: 'neighbour' }).enrol(device('d-1'))
  await expect(new IotDeviceEnrolment(iot.client, policies).enrol(device('d-1'))).rejects.toThrow("not county probe's")
  expect(await iot.connects(theirs)).toBe(true)
})
