import { listPage } from '#api/list-page.ts'
import { operation } from '#api/operation.ts'
import { devicesPageSchema, devicesQuerySchema } from '#domain/api/device.ts'
import { views } from '#ledger/keys.ts'
import { deviceRow } from '#ledger/rows/message-rows.ts'

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
      type: deviceRow,
      services,
      question: `devices ${JSON.stringify([kind, status])}`,
      query,
      view: 'a' as const,
      pk: views.devices('').pk,
      newestFirst: false,
    }
    const page = await listPage(
      listing,
      (device) => (kind === undefined || device.kinds.includes(kind)) && (status === undefined || device.status === status),
    )
    return { status: 200, body: { items: page.values, ...(page.next && { next: page.next }) } }
  },
})
