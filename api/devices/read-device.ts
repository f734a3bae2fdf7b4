import { deviceAt, devicePathSchema } from '#api/devices/device-path.ts'
import { operation } from '#api/operation.ts'
import { deviceChangesSchema, deviceHealthSchema, deviceViewSchema } from '#domain/api/device.ts'
import { firstOf } from '#domain/entries.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { readDeviceChanges as readChanges } from '#ledger/device-changes.ts'

export const readDevice = operation({
  id: 'readDevice',
  method: 'GET',
  path: '/v1/devices/{id}',
  tag: 'Devices',
  summary: 'One device.',
  permission: 'devices.read',
  params: devicePathSchema,
  answers: { status: 200, schema: deviceViewSchema, description: 'The device' },
  async handle(services, { path }) {
    const { device, version } = await deviceAt(services, path.id)
    return { status: 200, body: device, revision: version }
  },
})

export const readDeviceChanges = operation({
  id: 'readDeviceChanges',
  method: 'GET',
  path: '/v1/devices/{id}/changes',
  tag: 'Devices',
  summary: 'Who changed what of its registration and its credentials, when and why: the last hundred changes, newest first.',
  permission: 'devices.read',
  params: devicePathSchema,
  answers: { status: 200, schema: deviceChangesSchema, description: 'The changes' },
  async handle(services, { path }) {
    const { device } = await deviceAt(services, path.id)
    const changes = await readChanges(services.store, device.id, 100)
    const items = changes.map(({ atMs, ...change }) => ({ ...change, at: formatTime(atMs, services.county.offsetMinutes) }))
    return { status: 200, body: { items } }
  },
})

export const readDeviceHealth = operation({
  id: 'readDeviceHealth',
  method: 'GET',
  path: '/v1/devices/{id}/health',
  tag: 'Devices',
  summary: 'Whether a device speaks as it should.',
  permission: 'devices.read',
  params: devicePathSchema,
  answers: { status: 200, schema: deviceHealthSchema, description: 'Its state and when it was last heard' },
  async handle(services, { path }) {
    const { device } = await deviceAt(services, path.id)
    const { state, heardAtMs, silenceMs, faults } = firstOf(await services.deviceHealth.of(services.store, [device]))
    const body = {
      device: device.id,
      state,
      ...(heardAtMs !== undefined && { heardAt: formatTime(heardAtMs, services.county.offsetMinutes) }),
      silenceSeconds: Math.round(silenceMs / 1000),
      faults,
    }
    return { status: 200, body }
  },
})
