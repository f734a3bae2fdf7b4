import { deviceAt, devicePathSchema } from '#api/devices/device-path.ts'
import { notifyWatch } from '#api/devices/notify-watch.ts'
import { type Answer, operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { deviceViewSchema } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'
import { deviceWrites } from '#ledger/devices.ts'

export const revokeDevice = operation({
  id: 'revokeDevice',
  method: 'POST',
  path: '/v1/devices/{id}/revoke',
  tag: 'Devices',
  summary: 'Takes away its credentials at once and closes its connection; it stays registered, disabled.',
  permission: 'devices.revoke',
  params: devicePathSchema,
  answers: { status: 200, schema: deviceViewSchema, description: 'The disabled device' },
  handle: (services, { path }) => shutOut(services, path.id, 'disabled'),
})

export const deleteDevice = operation({
  id: 'deleteDevice',
  method: 'DELETE',
  path: '/v1/devices/{id}',
  tag: 'Devices',
  summary: 'Retires a device: no credentials, no messages. Its incidents and its id remain on record.',
  permission: 'devices.write',
  params: devicePathSchema,
  answers: { status: 200, schema: deviceViewSchema, description: 'The retired device' },
  handle: (services, { path }) => shutOut(services, path.id, 'retired'),
})

async function shutOut(services: ApiServices, id: string, status: Device['status']): Promise<Answer> {
  const { device, version } = await deviceAt(services, id)
  // What is retired stays it: its id may be given to another.
  const changed: Device = { ...device, status: device.status === 'retired' ? 'retired' : status }
  const result = await services.store.commit(deviceWrites(changed, version, services.clock.now()))
  if (result.type === 'conflict') throw new Problem('changed-meanwhile')
  await services.enrolment.revoke(id)
  await notifyWatch(services, changed, 'out-of-service', version + 1)
  return { status: 200, body: changed }
}
