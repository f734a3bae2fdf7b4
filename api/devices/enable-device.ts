import { changeDevice } from '#api/devices/change-device.ts'
import { deviceAt, devicePathSchema } from '#api/devices/device-path.ts'
import { enrol, validateCertificateRequest } from '#api/devices/enrol.ts'
import { notifyWatch } from '#api/devices/notify-watch.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { enableSchema, registeredSchema, registeredWithoutSecrets } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'

const permission = 'devices.write' as const

export const enableDevice = operation({
  id: 'enableDevice',
  method: 'POST',
  path: '/v1/devices/{id}/enable',
  tag: 'Devices',
  summary: 'Takes a disabled device back into service and answers new credentials, once: those that were taken away stay so.',
  permission,
  params: devicePathSchema,
  body: enableSchema,
  idempotent: true,
  answers: {
    status: 200,
    schema: registeredSchema,
    description: 'The device and its credentials; a repetition gets `shown-once` in their place, because they are not kept',
    withoutSecrets: registeredWithoutSecrets,
  },
  async handle(services, { path, body, principal }) {
    const { device, version } = await deviceAt(services, path.id)
    if (device.status !== 'disabled')
      throw new Problem('refused', { detail: `device ${device.id} is ${device.status}; only a disabled one can be enabled` })
    validateCertificateRequest(device, body?.csrPem)
    const enabled: Device = { ...device, status: 'active' }
    const credentials = await enrol(services, enabled, body?.csrPem)
    const revision = await changeDevice(services, enabled, version, 'enabled', { principal, permission, reason: body?.reason })
    await notifyWatch(services, enabled, 'in-service', revision)
    return { status: 200, body: { device: enabled, credentials }, revision }
  },
})
