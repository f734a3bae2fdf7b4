import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { hearingProblems, sightProblems } from '#domain/county/device-checks.ts'
import type { Device } from '#domain/observation/device.ts'
import { keys } from '#ledger/keys.ts'
import { readRow } from '#ledger/row-type.ts'

/** Gateways behind gateways; more are a circle. */
const longestChain = 8

type InvalidField = { path: string; message: string; remedy?: string }

/** Names the place of one of the device's fields. */
type PathOf = (field: string) => string

/** Refuses a device as the county's files would be refused: one that lies elsewhere, is named wrongly, or that nobody would listen to. */
export async function validateRegistration(services: ApiServices, device: Device): Promise<void> {
  const errors = await registrationProblems(services, device, (field) => `body.${field}`)
  if (errors.length > 0) throw new Problem('bad-request', { errors })
}

/** What stands against a registration; of the first kind that does. `beside`: gateways that are registered together with it. */
export async function registrationProblems(
  services: ApiServices,
  device: Device,
  at: PathOf,
  beside: ReadonlySet<string> = new Set(),
): Promise<InvalidField[]> {
  const wrong = [...misplaced(services, device, at), ...unheard(services, device, at)]
  return wrong.length > 0 || (device.parent !== undefined && beside.has(device.parent)) ? wrong : withoutGateway(services, device, at)
}

function misplaced({ county }: ApiServices, { watches, site }: Device, at: PathOf): InvalidField[] {
  const unmapped = watches.filter((area) => county.kindOf(area) === undefined)
  return [
    ...unmapped.map((area) => ({ path: at('watches'), message: `there is no area "${area}" on the county's map` })),
    ...(county.covers(site) ? [] : [{ path: at('site'), message: 'lies outside the county' }]),
  ]
}

function unheard({ county, scenarios }: ApiServices, device: Device, at: PathOf): InvalidField[] {
  const ground = { areas: county.areas, kindOf: county.kindOf, scenarios }
  return [...sightProblems(device, ground, at), ...hearingProblems(device, ground, at)]
}

async function withoutGateway({ store }: ApiServices, { id, parent }: Device, at: PathOf): Promise<InvalidField[]> {
  if (parent === undefined) return []
  const path = at('parent')
  let [above, steps]: [string | undefined, number] = [parent, 0]
  while (above !== undefined && above !== id && steps++ < longestChain) {
    const gateway: Device | undefined = (await readRow(store, keys.device(above)))?.value
    if (!gateway?.gateway || gateway.status === 'retired')
      return [{ path, message: `"${above}" is not registered as a gateway; register it first, with gateway: true` }]
    above = gateway.parent
  }
  return above === undefined ? [] : [{ path, message: 'a device cannot be its own gateway, nor stand behind itself' }]
}
