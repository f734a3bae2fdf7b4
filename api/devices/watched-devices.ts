import { healthOf } from '#api/devices/health-of.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Watched } from '#domain/observation/device-hygiene.ts'
import type { Store } from '#domain/ports.ts'

const perRead = 200

/** Every registered device with what the watch over it knows. */
export async function watchedDevices(store: Store): Promise<Watched[]> {
  return withHealth(store, await allDevices(store))
}

/** The same of those that could see something. */
export async function watchedEyes(store: Store): Promise<Watched[]> {
  return withHealth(
    store,
    (await allDevices(store)).filter(({ sees }) => sees !== undefined),
  )
}

async function withHealth(store: Store, devices: readonly Device[]): Promise<Watched[]> {
  const healths = await healthOf(store, devices)
  return devices.map((device, index) => {
    const { state = 'never-heard', faults = [] } = healths[index] ?? {}
    return { device, state, faults }
  })
}

async function allDevices(store: Store): Promise<Device[]> {
  const devices: Device[] = []
  for (let after: string | undefined; ; ) {
    const rows = await store.range({ pk: 'DEVICES', view: 'a', limit: perRead, ...(after !== undefined && { after }) })
    devices.push(...rows.map(({ value }) => value as Device))
    const last = rows.at(-1)?.views?.a?.sk
    if (last === undefined || rows.length < perRead) return devices
    after = last
  }
}
