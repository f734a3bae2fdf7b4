import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { hearingProblems, sightProblems } from '#domain/county/device-checks.ts'
import type { Device } from '#domain/observation/device.ts'
import { keys } from '#ledger/keys.ts'
import { readRow } from '#ledger/row-type.ts'

/** Gateways behind gateways; more are a circle. */
const longestChain = 8

type InvalidField = { path: string; message: string; remedy?: string }

/** Refuses a device as the county's files would be refused: one that lies elsewhere, is named wrongly, or that nobody would listen to. */
export async function validateRegistration(services: ApiServices, device: Device): Promise<void> {
  refuse(misplaced(services, device))
  refuse(unheard(services, device))
  refuse(await withoutGateway(services, device))
}

function refuse(errors: InvalidField[]): void {
  if (errors.length > 0) throw new Problem('bad-request', { errors })
}

function misplaced({ county }: ApiServices, { watches, site }: Device): InvalidField[] {
  const unmapped = watches.filter((area) => county.kindOf(area) === undefined)
  return [
    ...unmapped.map((area) => ({ path: 'body.watches', message: `there is no area "${area}" on the county's map` })),
    ...(county.covers(site) ? [] : [{ path: 'body.site', message: 'lies outside the county' }]),
  ]
}

function unheard({ county, scenarios }: ApiServices, device: Device): InvalidField[] {
  const ground = { areas: county.areas, kindOf: county.kindOf, scenarios }
  const at = (field: string) => `body.${field}`
  return [...sightProblems(device, ground, at), ...hearingProblems(device, ground, at)]
}

async function withoutGateway({ store }: ApiServices, { id, parent }: Device): Promise<InvalidField[]> {
  if (parent === undefined) return []
  const path = 'body.parent'
  let [above, steps]: [string | undefined, number] = [parent, 0]
  while (above !== undefined && above !== id && steps++ < longestChain) {
    const gateway: Device | undefined = (await readRow(store, keys.device(above)))?.value
    if (!gateway?.gateway || gateway.status === 'retired')
      return [{ path, message: `"${above}" is not registered as a gateway; register it first, with gateway: true` }]
    above = gateway.parent
  }
  return above === undefined ? [] : [{ path, message: 'a device cannot be its own gateway, nor stand behind itself' }]
}
