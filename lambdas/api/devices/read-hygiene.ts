import { hygieneSchema } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'
import { hygieneOf } from '#domain/observation/device-hygiene.ts'
import type { Store } from '#domain/ports.ts'
import { healthOf } from '#lambdas/api/devices/health-of.ts'
import { operation } from '#lambdas/api/operation.ts'

const shownDevices = 100
const perRead = 200

export const readHygiene = operation({
  id: 'readDeviceHygiene',
  method: 'GET',
  path: '/v1/device-hygiene',
  tag: 'Devices',
  summary: 'What is not in order among the devices and their registrations, line by line with its remedy.',
  permission: 'devices.read',
  answers: { status: 200, schema: hygieneSchema, description: 'The report' },
  async handle({ store }) {
    const devices = await allDevices(store)
    const healths = await healthOf(store, devices)
    const watched = devices.map((device, index) => ({
      device,
      state: healths[index]?.state ?? 'never-heard',
      faults: healths[index]?.faults ?? [],
    }))
    const lines = hygieneOf(watched).map((line) => ({ ...line, count: line.devices.length, devices: line.devices.slice(0, shownDevices) }))
    return { status: 200, body: { devices: devices.length, lines } }
  },
})

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
