import { registeredSchema, registrationSchema } from '#domain/api/device.ts'
import { hearingProblems, sightProblems } from '#domain/county/device-checks.ts'
import type { CountyProblem } from '#domain/county/problem.ts'
import type { Device } from '#domain/observation/device.ts'
import { operation } from '#lambdas/api/operation.ts'
import { Problem } from '#lambdas/api/problem.ts'
import type { ApiServices } from '#lambdas/api/services.ts'
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
    const unmapped = (body.watches ?? []).filter((area) => services.county.kindOf(area) === undefined)
    if (unmapped.length > 0)
      throw new Problem('bad-request', {
        errors: unmapped.map((area) => ({ path: 'body.watches', message: `there is no area "${area}" on the county's map` })),
      })
    if (!services.county.covers(body.site))
      throw new Problem('bad-request', { errors: [{ path: 'body.site', message: 'lies outside the county' }] })
    const device: Device = { ...body, status: 'active' }
    const unfit = unfitness(services, device)
    if (unfit.length > 0) throw new Problem('bad-request', { errors: unfit })
    const [item, gateway] = await services.store.get([keys.device(body.id), keys.device(body.parent ?? body.id)])
    if (body.parent !== undefined && !(gateway?.value as Device | undefined)?.gateway)
      throw new Problem('bad-request', {
        errors: [
          { path: 'body.parent', message: `"${body.parent}" is not registered as a gateway; register it first, with gateway: true` },
        ],
      })
    if (item && (item.value as Device).status !== 'retired') throw new Problem('exists', { detail: `device ${body.id} is registered` })
    const credentials = await services.deviceLink.enrol(device)
    const result = await services.store.commit(
      item ? [deviceWrite(device, item.version)] : newDeviceWrites(device, 0, services.clock.now()),
    )
    if (result.type === 'conflict') throw new Problem('changed-meanwhile')
    return { status: 201, body: { device, credentials }, location: `/v1/devices/${device.id}` }
  },
})

/** A device that sees nothing of what it watches, or that nobody would listen to, is refused as it is in the county's files. */
function unfitness({ county, scenarios }: ApiServices, device: Device): CountyProblem[] {
  const ground = { areas: county.areas.features, kindOf: county.kindOf, scenarios }
  const at = (field: string) => `body.${field}`
  return [...sightProblems(device, ground, at), ...hearingProblems(device, ground, at)]
}
