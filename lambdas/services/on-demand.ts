import type { Archive, Clock, DeviceEnrolment, Rng, Stream } from '#domain/ports.ts'
import { required } from '#lambdas/services/environment.ts'

/** The archive in S3. Its client is loaded by the first request that asks the archive, which few do. */
export function archiveOnDemand(): Archive {
  const bucket = required('ARCHIVE_BUCKET')
  const load = once(async () => {
    const [{ S3Client }, { S3Archive }] = await Promise.all([import('@aws-sdk/client-s3'), import('#adapters/aws/archive.ts')])
    return new S3Archive(new S3Client({}), bucket)
  })
  return {
    store: async (batchId, records) => (await load()).store(batchId, records),
    batches: async (hourStartMs) => (await load()).batches(hourStartMs),
    open: async (batch) => (await load()).open(batch),
    async *read(fromMs, toMs) {
      yield* (await load()).read(fromMs, toMs)
    },
    begins: async () => (await load()).begins(),
  }
}

/** The stream, for the few requests that send messages themselves. */
export function streamOnDemand(clock: Clock, rng: Rng): Stream {
  const name = required('STREAM_NAME')
  const load = once(async () => {
    const [{ KinesisClient }, { KinesisStream }] = await Promise.all([import('@aws-sdk/client-kinesis'), import('#adapters/aws/stream.ts')])
    return new KinesisStream(new KinesisClient({}), name, clock, rng)
  })
  return { append: async (records) => (await load()).append(records) }
}

/** Certificates by IoT Core, its client loaded when a device is registered or revoked. */
export function enrolmentOnDemand(): DeviceEnrolment {
  const policies = {
    county: required('COUNTY'),
    ofDevices: required('DEVICE_POLICIES').split(' '),
    ofGateways: required('GATEWAY_POLICY'),
  }
  const load = once(async () => {
    const [{ IoTClient }, { IotDeviceEnrolment }] = await Promise.all([
      import('@aws-sdk/client-iot'),
      import('#adapters/aws/device-enrolment.ts'),
    ])
    return new IotDeviceEnrolment(new IoTClient({}), policies)
  })
  return {
    enrol: async (device, certificateRequest) => (await load()).enrol(device, certificateRequest),
    rotate: async (device, certificateRequest) => (await load()).rotate(device, certificateRequest),
    completeRotation: async (device) => (await load()).completeRotation(device),
    revoke: async (device) => (await load()).revoke(device),
  }
}

/** Work that is done once, when it is first asked for. A failure is not kept: the next who asks tries again. */
export function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loaded: Promise<Value> | undefined
  return () => {
    loaded ??= load().catch((error) => {
      loaded = undefined
      throw error
    })
    return loaded
  }
}
