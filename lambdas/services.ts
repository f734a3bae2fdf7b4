import { readFileSync } from 'node:fs'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { IoTClient } from '@aws-sdk/client-iot'
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import { KinesisClient } from '@aws-sdk/client-kinesis'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import * as z from 'zod'
import { S3Archive } from '#adapters/aws/archive.ts'
import { IotDeviceLink } from '#adapters/aws/device-link.ts'
import { OidcIdentity } from '#adapters/aws/identity.ts'
import { IotPush } from '#adapters/aws/push.ts'
import { SqsQueue } from '#adapters/aws/queue.ts'
import { DynamoStore } from '#adapters/aws/store.ts'
import { KinesisStream } from '#adapters/aws/stream.ts'
import { powertoolsLog, powertoolsMeter, systemClock, systemRng } from '#adapters/aws/system.ts'
import { rateLimit } from '#api/rate-limit.ts'
import { type CountySources, parseCounty } from '#domain/county/county.ts'
import { cachedRegistry } from '#ledger/devices.ts'
import { cachedLimits } from '#ledger/limits.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { factsOf, scenariosOf } from '#scenarios/county-facts.ts'
import { scenarios } from '#scenarios/index.ts'

/** What the template gives every function; what one does not need is absent. */
const environmentSchema = z.object({
  TABLE_NAME: z.string().min(1),
  STREAM_NAME: z.string().default(''),
  TIMERS_URL: z.string().default(''),
  ARCHIVE_BUCKET: z.string().default(''),
  DEVICE_POLICY: z.string().default(''),
})

/** The county's files travel inside the bundle: one template is one county. */
export function bundledCounty() {
  const sources = JSON.parse(readFileSync(new URL('./county.json', import.meta.url), 'utf8')) as CountySources
  const result = parseCounty(sources, scenarios)
  if (!result.ok)
    throw new Error(`the bundled county is not valid: ${result.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`)
  return result.county
}

/** Everything a handler may need, built once per execution environment. */
export function awsServices() {
  const environment = environmentSchema.parse(process.env)
  const county = bundledCounty()
  const store = new DynamoStore(new DynamoDBClient({}), environment.TABLE_NAME, systemClock)
  const iotData = new IoTDataPlaneClient({})
  const facts = factsOf(county)
  const detection: DetectionServices = {
    county: facts,
    store,
    registry: cachedRegistry(store, systemClock),
    limits: cachedLimits({ store, clock: systemClock, log: powertoolsLog, county: facts }),
    readings: new WeakMap(),
    clock: systemClock,
    rng: systemRng,
    log: powertoolsLog,
    meter: powertoolsMeter,
  }
  return {
    ...detection,
    county: facts,
    scenarios: scenariosOf(county),
    stream: new KinesisStream(new KinesisClient({}), environment.STREAM_NAME, systemClock, systemRng),
    timers: new SqsQueue(new SQSClient({}), environment.TIMERS_URL),
    archive: new S3Archive(new S3Client({}), environment.ARCHIVE_BUCKET),
    push: new IotPush(iotData),
    deviceLink: new IotDeviceLink(new IoTClient({}), iotData, county.file.id, environment.DEVICE_POLICY),
    identity: new OidcIdentity(county.file.identity ?? { issuer: 'https://issuer.invalid', audience: 'none', rolesClaim: 'roles' }),
    rateLimit: rateLimit(systemClock),
  }
}
export type AwsServices = ReturnType<typeof awsServices>
