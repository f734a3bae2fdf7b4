import { changeDevice, withoutRotation } from '#api/devices/change-device.ts'
import { deviceAt, devicePathSchema } from '#api/devices/device-path.ts'
import { enrol, validateCertificateRequest } from '#api/devices/enrol.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { deviceViewSchema, registeredSchema, registeredWithoutSecrets, rotateSchema, withReasonSchema } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'
import { formatTime } from '#domain/observation/message-time.ts'

const permission = 'devices.write' as const

export const rotateDevice = operation({
  id: 'rotateDevice',
  method: 'POST',
  path: '/v1/devices/{id}/rotate',
  tag: 'Devices',
  summary:
    'Answers new credentials, once. Those of before stay good until `rotate/complete`, so that no message is lost; or, with `previous: end`, they end at once: for a device that was lost or replaced by another.',
  permission,
  params: devicePathSchema,
  body: rotateSchema,
  idempotent: true,
  answers: {
    status: 200,
    schema: registeredSchema,
    description: 'The device and its new credentials; a repetition gets `shown-once` in their place, because they are not kept',
    withoutSecrets: registeredWithoutSecrets,
  },
  async handle(services, { path, body, principal }) {
    const { previous = 'keep', csrPem, reason } = body ?? {}
    const { device, version } = await deviceAt(services, path.id)
    if (device.status !== 'active')
      throw new Problem('refused', {
        detail: `device ${device.id} is ${device.status}, so its credentials were not rotated: ${device.status === 'disabled' ? 'enable it, which answers new ones' : 'register it again'}`,
      })
    validateCertificateRequest(device, csrPem)
    const rotatingSince = formatTime(services.clock.now(), services.county.offsetMinutes)
    const changed: Device = previous === 'keep' ? { ...device, rotatingSince } : withoutRotation(device)
    const credentials = await enrol(services, device, csrPem, previous === 'keep' ? 'rotate' : 'enrol')
    const revision = await changeDevice(services, changed, version, 'rotated', { principal, permission, reason })
    return { status: 200, body: { device: changed, credentials }, revision }
  },
})

export const completeRotation = operation({
  id: 'completeRotation',
  method: 'POST',
  path: '/v1/devices/{id}/rotate/complete',
  tag: 'Devices',
  summary: 'Ends the credentials of before a rotation. Call it when the device has connected with the new ones.',
  permission,
  params: devicePathSchema,
  body: withReasonSchema,
  answers: { status: 200, schema: deviceViewSchema, description: 'The device, with one set of credentials' },
  async handle(services, { path, body, principal }) {
    const { device, version } = await deviceAt(services, path.id)
    if (device.rotatingSince === undefined)
      throw new Problem('refused', { detail: `device ${device.id} has one set of credentials; nothing was ended` })
    // First what matters: should the register not be written, the call can be repeated.
    await services.enrolment.completeRotation(device.id)
    const changed = withoutRotation(device)
    const decision = { principal, permission, reason: body?.reason }
    const revision = await changeDevice(services, changed, version, 'rotation-completed', decision)
    return { status: 200, body: changed, revision }
  },
})
