import { IoTClient } from '@aws-sdk/client-iot'
import { KinesisClient } from '@aws-sdk/client-kinesis'
import { S3Client } from '@aws-sdk/client-s3'
import { S3Archive } from '#adapters/aws/archive.ts'
import { IotDeviceEnrolment } from '#adapters/aws/device-enrolment.ts'
import { KinesisStream } from '#adapters/aws/stream.ts'
import { rateLimit } from '#api/rate-limit.ts'
import { withPermissions } from '#domain/people/permissions.ts'
import { apiHandler } from '#lambdas/middleware/api-handler.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { required } from '#lambdas/services/environment.ts'
import { identityOf } from '#lambdas/services/identity.ts'
import { deviceHealth, operations } from '#scenarios/extensions.ts'
import { scenarios } from '#scenarios/index.ts'

const detection = detectionServices(scenarios)

export const handler = apiHandler(operations, {
  ...detection,
  deviceHealth,
  permissions: withPermissions(scenarios),
  identity: identityOf(detection.county),
  stream: new KinesisStream(new KinesisClient({}), required('STREAM_NAME'), detection.clock, detection.rng),
  archive: new S3Archive(new S3Client({}), required('ARCHIVE_BUCKET')),
  enrolment: new IotDeviceEnrolment(new IoTClient({}), required('DEVICE_POLICY')),
  rateLimit: rateLimit(detection.clock),
})
