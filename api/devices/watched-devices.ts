import type { ApiServices } from '#api/services.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Watched } from '#domain/observation/device-hygiene.ts'
import { allDevices } from '#ledger/devices.ts'

type HealthServices = Pick<ApiServices, 'store' | 'deviceHealth'>

/** Every registered device with what the watch over it knows. */
export async function watchedDevices(services: HealthServices): Promise<Watched[]> {
  return withHealth(services, await allDevices(services.store))
}

/** The same of those that could see something. */
export async function watchedCoverageSources(services: HealthServices): Promise<Watched[]> {
  return withHealth(
    services,
    (await allDevices(services.store)).filter(({ sees }) => sees !== undefined),
  )
}

async function withHealth({ store, deviceHealth }: HealthServices, devices: readonly Device[]): Promise<Watched[]> {
  const healths = await deviceHealth.of(store, devices)
  return devices.map((device, index) => {
    const { state = 'never-heard', faults = [] } = healths[index] ?? {}
    return { device, state, faults }
  })
}
