import { afterAll } from 'vitest'
import { IotPush } from '#adapters/aws/push.ts'
import { LocalPush } from '#adapters/local/push.ts'
import { iotBroker, LocalBroker } from '#test/contract/brokers.ts'
import { pushContract } from '#test/contract/push-contract.ts'

const topic = 'cs/template/console/incidents'
const local = new LocalBroker()
afterAll(() => local.close())

pushContract('AWS IoT', async () => {
  const { client, handedOn } = iotBroker()
  return { push: new IotPush(client), topic, handedOn }
})

pushContract('the broker of a laptop', async () => ({
  push: new LocalPush(local.broker),
  topic,
  handedOn: await local.console('cs/template/console/#'),
}))
