import { changeDevice, type Decision, withoutRotation } from '#api/devices/change-device.ts'
import { deviceAt, devicePathSchema } from '#api/devices/device-path.ts'
import { notifyWatch } from '#api/devices/notify-watch.ts'
import { type Answer, operation } from '#api/operation.ts'
import type { ApiServices } from '#api/services.ts'
import { deviceViewSchema, withReasonSchema } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'

export const revokeDevice = operation({
  id: 'revokeDevice',
  method: 'POST',
  path: '/v1/devices/{id}/revoke',
  tag: 'Devices',
  summary: 'Takes away its credentials at once and closes its connection; it stays registered, disabled.',
  permission: 'devices.revoke',
  params: devicePathSchema,
  body: withReasonSchema,
  answers: { status: 200, schema: deviceViewSchema, description: 'The disabled device' },
  handle: (services, { path, body, principal }) =>
    shutOut(services, path.id, 'disabled', { principal, permission: 'devices.revoke', reason: body?.reason }),
})

export const deleteDevice = operation({
  id: 'deleteDevice',
  method: 'DELETE',
  path: '/v1/devices/{id}',
  tag: 'Devices',
  summary: 'Retires a device: no credentials, no messages. Its incidents and its id remain on record.',
  permission: 'devices.write',
  params: devicePathSchema,
  body: withReasonSchema,
  answers: { status: 200, schema: deviceViewSchema, description: 'The retired device' },
  handle: (services, { path, body, principal }) =>
    shutOut(services, path.id, 'retired', { principal, permission: 'devices.write', reason: body?.reason }),
})

async function shutOut(services: ApiServices, id: string, status: 'disabled' | 'retired', decision: Decision): Promise<Answer> {
  const { device, version } = await deviceAt(services, id)
  // What is retired stays it: its id may be given to another.
  const changed: Device = { ...withoutRotation(device), status: device.status === 'retired' ? 'retired' : status }
  const revision = await changeDevice(services, changed, version, status === 'retired' ? 'retired' : 'revoked', decision)
  await services.enrolment.revoke(id)
  await notifyWatch(services, changed, 'out-of-service', revision)
  return { status: 200, body: changed }
}
