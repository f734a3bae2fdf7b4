import { listPage } from '#api/list-page.ts'
import { operation } from '#api/operation.ts'
import { devicesPageSchema, devicesQuerySchema } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'

export const listDevices = operation({
  id: 'listDevices',
  method: 'GET',
  path: '/v1/devices',
  tag: 'Devices',
  summary: 'Registered devices, by id.',
  permission: 'devices.read',
  query: devicesQuerySchema,
  answers: { status: 200, schema: devicesPageSchema, description: 'One page' },
  async handle(services, { query }) {
    const { kind, status } = query
    const listing = {
      services,
      question: `devices ${JSON.stringify([kind, status])}`,
      query,
      view: 'a' as const,
      pk: 'DEVICES',
      newestFirst: false,
    }
    const page = await listPage<Device>(
      listing,
      (device) => (kind === undefined || device.kinds.includes(kind)) && (status === undefined || device.status === status),
    )
    return { status: 200, body: { items: page.values, ...(page.next && { next: page.next }) } }
  },
})
