import { type Decision, recordWrites } from '#api/devices/change-device.ts'
import { enrol, validateCertificateRequest } from '#api/devices/enrol.ts'
import { notifyWatch } from '#api/devices/notify-watch.ts'
import { validateRegistration } from '#api/devices/validate-registration.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { registeredSchema, registeredWithoutSecrets, registrationSchema } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'
import type { DeviceCredentials } from '#domain/ports.ts'
import { deviceWrites, newDeviceWrites } from '#ledger/devices.ts'
import { keys } from '#ledger/keys.ts'
import { readRow } from '#ledger/row-type.ts'

export const registerDevice = operation({
  id: 'registerDevice',
  method: 'POST',
  path: '/v1/devices',
  tag: 'Devices',
  summary: 'Registers a device and answers its credentials, once. A retired id can be registered again.',
  permission: 'devices.write',
  body: registrationSchema,
  idempotent: true,
  answers: {
    status: 201,
    schema: registeredSchema,
    description: 'The device and its credentials; a repetition gets `shown-once` in their place, because they are not kept',
    withoutSecrets: registeredWithoutSecrets,
  },
  async handle(services, { body, principal }) {
    const { csrPem, reason, ...registered } = body
    const device: Device = { ...registered, status: 'active' }
    await validateRegistration(services, device)
    validateCertificateRequest(device, csrPem)
    const decision = { principal, permission: 'devices.write' as const, reason }
    const credentials = await enterDevice(services, device, decision, csrPem)
    return { status: 201, body: { device, credentials }, location: `/v1/devices/${device.id}` }
  },
})

/** Enters a valid device in the register and gives it credentials. @throws Problem exists, changed-meanwhile */
export async function enterDevice(services: ApiServices, device: Device, decision: Decision, csrPem?: string): Promise<DeviceCredentials> {
  const item = await readRow(services.store, keys.device(device.id))
  if (item && item.value.status !== 'retired') throw new Problem('exists', { detail: `device ${device.id} is registered` })
  const credentials = await enrol(services, device, csrPem)
  const written = item
    ? deviceWrites(device, item.version, services.clock.now())
    : newDeviceWrites(services.scenarios, device, services.clock.now())
  const result = await services.store.commit([
    ...written,
    ...recordWrites(services, device, 'registered', (item?.version ?? 0) + 1, decision),
  ])
  if (result.type === 'conflict') throw new Problem('changed-meanwhile')
  // A new device is written together with what waits for its first word; one that comes back is awaited anew.
  if (item) await notifyWatch(services, device, 'in-service', item.version + 1)
  return credentials
}
