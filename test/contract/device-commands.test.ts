import { afterAll, expect, it } from 'vitest'
import { IotDeviceCommands } from '#adapters/aws/device-commands.ts'
import { LocalDeviceCommands } from '#adapters/local/device-commands.ts'
import { iotBroker, LocalBroker } from '#test/contract/brokers.ts'
import { deviceCommandsContract } from '#test/contract/device-commands-contract.ts'

const topic = 'cs/template/command/d-1/down'
const local = new LocalBroker()
afterAll(() => local.close())

deviceCommandsContract('AWS IoT', async () => {
  const { client, handedOn } = iotBroker()
  return { commands: new IotDeviceCommands(client, 'template'), handedOn }
})

deviceCommandsContract('the broker of a laptop', async () => ({
  commands: new LocalDeviceCommands(local.broker, 'template'),
  handedOn: await local.device(topic),
}))

it('the broker of a laptop keeps no order for a device that connects later', async () => {
  const commands = new LocalDeviceCommands(local.broker, 'template')
  const order = { device: 'd-1', name: 'announce', parameters: {}, notAfterMs: Date.UTC(2026, 10, 23) }
  await commands.command({ ...order, id: 'before' })
  const handedOn = await local.device(topic)
  await commands.command({ ...order, id: 'after' })
  expect(await handedOn(1)).toMatchObject([{ payload: { id: 'after' } }])
})
