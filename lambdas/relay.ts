import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import { SQSClient } from '@aws-sdk/client-sqs'
import { IotDeviceCommands } from '#adapters/aws/device-commands.ts'
import { IotPush } from '#adapters/aws/push.ts'
import { SqsQueue } from '#adapters/aws/queue.ts'
import { relayHandler } from '#lambdas/middleware/stream-handlers.ts'
import { required } from '#lambdas/services/environment.ts'
import { ledgerServices } from '#lambdas/services/ledger.ts'

const iot = new IoTDataPlaneClient({})
const county = { id: required('COUNTY') }

export const handler = relayHandler({
  ...ledgerServices(),
  county,
  push: new IotPush(iot),
  deviceCommands: new IotDeviceCommands(iot, county.id),
  timers: new SqsQueue(new SQSClient({}), required('TIMERS_URL')),
})
