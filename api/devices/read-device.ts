import { deviceAt, devicePathSchema } from '#api/devices/device-path.ts'
import { operation } from '#api/operation.ts'
import { deviceHealthSchema, deviceViewSchema } from '#domain/api/device.ts'
import { firstOf } from '#domain/entries.ts'
import { formatTime } from '#domain/observation/message-time.ts'

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
