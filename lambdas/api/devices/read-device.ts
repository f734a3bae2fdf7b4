import { deviceHealthSchema, deviceViewSchema } from '#domain/api/device.ts'
import type { KeyMemory } from '#domain/detection/advance.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { deviceAt, devicePathSchema } from '#lambdas/api/devices/device-path.ts'
import { operation } from '#lambdas/api/operation.ts'
import { keys } from '#lambdas/ledger/keys.ts'
import type { DeviceHealthMemory } from '#lambdas/scenarios/device-health/detector.ts'

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
    const [item] = await services.store.get([keys.memory('device-health', `device:${device.id}`)])
    const memory = (item?.value as KeyMemory | undefined)?.detector as DeviceHealthMemory | undefined
    const heard = memory?.silent ? 'silent' : memory && !memory.awaited ? 'heard' : 'never-heard'
    const body = {
      device: device.id,
      state: device.status === 'active' ? heard : device.status,
      ...(memory && !memory.awaited && { heardAt: formatTime(memory.heardAtMs, services.county.offsetMinutes) }),
      silenceSeconds: device.silenceSeconds,
    }
    return { status: 200, body }
  },
})
