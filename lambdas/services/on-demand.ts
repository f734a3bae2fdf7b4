import type { Archive, DeviceEnrolment } from '#domain/ports.ts'
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
    enrol: async (device) => (await load()).enrol(device),
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
