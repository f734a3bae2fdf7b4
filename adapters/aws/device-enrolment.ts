import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateKeysAndCertificateCommand,
  CreateThingCommand,
  DescribeEndpointCommand,
  DetachThingPrincipalCommand,
  type IoTClient,
  ListThingPrincipalsCommand,
  ResourceNotFoundException,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot'
import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { DeviceCredentials, DeviceEnrolment } from '#domain/ports.ts'

/** Devices as IoT things, each with a certificate of its own and the one device policy, which binds it to its own topics. */
export class IotDeviceEnrolment implements DeviceEnrolment {
  readonly #iot: IoTClient
  readonly #policyName: string

  constructor(iot: IoTClient, policyName: string) {
    this.#iot = iot
    this.#policyName = policyName
  }

  async enrol(device: Device): Promise<DeviceCredentials> {
    await this.#iot.send(new CreateThingCommand({ thingName: device.id }))
    const { certificateArn, certificatePem, keyPair } = await this.#iot.send(new CreateKeysAndCertificateCommand({ setAsActive: true }))
    if (!certificateArn || !certificatePem || !keyPair?.PrivateKey) throw new Error('IoT Core answered no certificate')
    await this.#iot.send(new AttachPolicyCommand({ policyName: this.#policyName, target: certificateArn }))
    await this.#iot.send(new AttachThingPrincipalCommand({ thingName: device.id, principal: certificateArn }))
    const { endpointAddress = '' } = await this.#iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))
    return { type: 'certificate', clientId: device.id, certificatePem, privateKeyPem: keyPair.PrivateKey, endpoint: endpointAddress }
  }

  async revoke(device: DeviceId): Promise<void> {
    for (const principal of await this.#principalsOf(device)) {
      // An inactive certificate is refused at once, and IoT Core closes the connection it holds.
      await this.#iot.send(new UpdateCertificateCommand({ certificateId: principal.split('/').at(-1), newStatus: 'INACTIVE' }))
      await this.#iot.send(new DetachThingPrincipalCommand({ thingName: device, principal }))
    }
  }

  /** None of a device that has no thing: nothing was ever issued to it. */
  async #principalsOf(device: DeviceId): Promise<string[]> {
    try {
      const { principals = [] } = await this.#iot.send(new ListThingPrincipalsCommand({ thingName: device }))
      return principals
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return []
      throw error
    }
  }
}
