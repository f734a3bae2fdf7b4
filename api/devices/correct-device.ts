import { changeDevice, type Decision } from '#api/devices/change-device.ts'
import { deviceAt, devicePathSchema } from '#api/devices/device-path.ts'
import { notifyCorrection } from '#api/devices/notify-watch.ts'
import { validateRegistration } from '#api/devices/validate-registration.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { correctionSchema, deviceViewSchema } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'

export const correctDevice = operation({
  id: 'correctDevice',
  method: 'PUT',
  path: '/v1/devices/{id}',
  tag: 'Devices',
  summary:
    'Replaces what is registered of a device: it was moved, renamed, turned or set to another reporting interval. Its credentials and its state stay, and a gateway stays one. In force within ten seconds.',
  permission: 'devices.write',
  params: devicePathSchema,
  body: correctionSchema,
  ifMatch: true,
  answers: { status: 200, schema: deviceViewSchema, description: 'The device as it is registered now' },
  async handle(services, { path, body: { reason, rotatingSince: _known, ...body }, ifMatch, principal }) {
    const { device: before, version } = await deviceAt(services, path.id)
    if (ifMatch !== 'any' && ifMatch !== version) throw new Problem('changed-meanwhile')
    if (before.status === 'retired') throw new Problem('refused', { detail: `device ${before.id} is retired; register it again` })
    for (const fixed of ['id', 'status'] as const)
      if (body[fixed] !== undefined && body[fixed] !== before[fixed])
        throw new Problem('bad-request', {
          errors: [{ path: `body.${fixed}`, message: `is ${before[fixed]}, and no correction changes it` }],
        })
    const { id, status, gateway, rotatingSince } = before
    const device: Device = { ...body, id, status, ...(gateway && { gateway }), ...(rotatingSince && { rotatingSince }) }
    await validateRegistration(services, device)
    const decision = { principal, permission: 'devices.write' as const, reason }
    const revision = await enterCorrection(services, before, device, version, decision)
    return { status: 200, body: device, revision }
  },
})

/** Enters a valid correction in the register; answers the new revision. @throws Problem changed-meanwhile */
export async function enterCorrection(
  services: ApiServices,
  before: Device,
  after: Device,
  readVersion: number,
  decision: Decision,
): Promise<number> {
  const revision = await changeDevice(services, after, readVersion, 'corrected', decision)
  if (after.status === 'active') await notifyCorrection(services, before, after, revision)
  return revision
}
