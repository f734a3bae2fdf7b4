import { registeredSchema, registrationSchema } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'
import { operation } from '#lambdas/api/operation.ts'
import { Problem } from '#lambdas/api/problem.ts'
import { deviceWrite, newDeviceWrites } from '#lambdas/ledger/devices.ts'
import { keys } from '#lambdas/ledger/keys.ts'

export const registerDevice = operation({
  id: 'registerDevice',
  method: 'POST',
  path: '/v1/devices',
  tag: 'Devices',
  summary: 'Registers a device and answers its credentials, once. A retired id can be registered again.',
  permission: 'devices.write',
  body: registrationSchema,
  idempotent: true,
  answers: { status: 201, schema: registeredSchema, description: 'The device and its credentials' },
  async handle(services, { body }) {
    const unknown = body.kinds.filter((kind) => !services.county.kinds.has(kind))
    if (unknown.length > 0)
      throw new Problem('bad-request', {
        errors: unknown.map((kind) => ({ path: 'body.kinds', message: `no scenario consumes "${kind}"` })),
      })
    const unmapped = (body.watches ?? []).filter((area) => services.county.kindOf(area) === undefined)
    if (unmapped.length > 0)
      throw new Problem('bad-request', {
        errors: unmapped.map((area) => ({ path: 'body.watches', message: `there is no area "${area}" on the county's map` })),
      })
    if (!services.county.covers(body.site))
      throw new Problem('bad-request', { errors: [{ path: 'body.site', message: 'lies outside the county' }] })
    const [item, gateway] = await services.store.get([keys.device(body.id), keys.device(body.parent ?? body.id)])
    if (body.parent !== undefined && !(gateway?.value as Device | undefined)?.gateway)
      throw new Problem('bad-request', {
        errors: [
          { path: 'body.parent', message: `"${body.parent}" is not registered as a gateway; register it first, with gateway: true` },
        ],
      })
    if (item && (item.value as Device).status !== 'retired') throw new Problem('exists', { detail: `device ${body.id} is registered` })
    const device: Device = { ...body, status: 'active' }
    const credentials = await services.deviceLink.enrol(device)
    const result = await services.store.commit(
      item ? [deviceWrite(device, item.version)] : newDeviceWrites(device, 0, services.clock.now()),
    )
    if (result.type === 'conflict') throw new Problem('changed-meanwhile')
    return { status: 201, body: { device, credentials }, location: `/v1/devices/${device.id}` }
  },
})
