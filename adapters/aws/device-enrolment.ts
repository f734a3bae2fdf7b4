import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateCertificateFromCsrCommand,
  type CreateCertificateFromCsrCommandOutput,
  CreateKeysAndCertificateCommand,
  CreateThingCommand,
  DescribeCertificateCommand,
  DescribeEndpointCommand,
  DetachThingPrincipalCommand,
  InvalidRequestException,
  type IoTClient,
  ListThingPrincipalsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot'
import { CertificateRequestRefused } from '#domain/errors.ts'
import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { DeviceCredentials, DeviceEnrolment } from '#domain/ports.ts'

/** The names of the policies that a certificate carries, and whose county it is. */
export type DevicePolicyNames = { county: string; ofDevices: readonly string[]; ofGateways: string }

type Issued = { certificateArn: string; certificateId: string; certificatePem: string; privateKeyPem?: string }

function issued({ certificateArn, certificateId, certificatePem }: Partial<Issued>): Issued {
  if (!certificateArn || !certificateId || !certificatePem) throw new Error('IoT Core answered no certificate')
  return { certificateArn, certificateId, certificatePem }
}

function certificateIdOf(principal: string): string | undefined {
  return principal.split('/').at(-1)
}

/**
 * Devices as IoT things, each with a certificate of its own and the policies that bind it to its own topics. A certificate becomes
 * active when all of them are attached, and then those of before end: a device has one set of credentials, or two while it is rotated.
 */
export class IotDeviceEnrolment implements DeviceEnrolment {
  readonly #iot: IoTClient
  readonly #policies: DevicePolicyNames

  constructor(iot: IoTClient, policies: DevicePolicyNames) {
    this.#iot = iot
    this.#policies = policies
  }

  async enrol(device: Device, certificateRequest?: string): Promise<DeviceCredentials> {
    await this.#makeThing(device.id)
    const before = await this.#principalsOf(device.id)
    const credentials = await this.#attach(device, certificateRequest)
    await this.#end(device.id, before)
    return credentials
  }

  async rotate(device: Device, certificateRequest?: string): Promise<DeviceCredentials> {
    await this.#makeThing(device.id)
    return this.#attach(device, certificateRequest)
  }

  async completeRotation(device: DeviceId): Promise<void> {
    const principals = await this.#principalsOf(device)
    const made = await Promise.all(principals.map(async (principal) => ({ principal, atMs: await this.#madeAt(principal) })))
    const [, ...before] = made.toSorted((one, other) => other.atMs - one.atMs)
    await this.#end(
      device,
      before.map(({ principal }) => principal),
    )
  }

  async revoke(device: DeviceId): Promise<void> {
    await this.#end(device, await this.#principalsOf(device))
  }

  /** A new certificate for the thing, active with everything attached. */
  async #attach(device: Device, certificateRequest: string | undefined): Promise<DeviceCredentials> {
    const { certificateArn, certificateId, certificatePem, privateKeyPem } = await this.#issue(certificateRequest)
    const { ofDevices, ofGateways } = this.#policies
    for (const policyName of [...ofDevices, ...(device.gateway ? [ofGateways] : [])])
      await this.#iot.send(new AttachPolicyCommand({ policyName, target: certificateArn }))
    await this.#iot.send(new AttachThingPrincipalCommand({ thingName: device.id, principal: certificateArn }))
    const { endpointAddress = '' } = await this.#iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))
    await this.#iot.send(new UpdateCertificateCommand({ certificateId, newStatus: 'ACTIVE' }))
    return {
      type: 'certificate',
      clientId: device.id,
      certificatePem,
      ...(privateKeyPem !== undefined && { privateKeyPem }),
      endpoint: endpointAddress,
    }
  }

  async #madeAt(principal: string): Promise<number> {
    const certificateId = certificateIdOf(principal)
    const { certificateDescription } = await this.#iot.send(new DescribeCertificateCommand({ certificateId }))
    return certificateDescription?.creationDate?.getTime() ?? 0
  }

  /** A certificate that is not active yet: for the key of a request, or with a key made for it. */
  async #issue(certificateRequest: string | undefined): Promise<Issued> {
    if (certificateRequest !== undefined) return issued(await this.#signed(certificateRequest))
    const { keyPair, ...certificate } = await this.#iot.send(new CreateKeysAndCertificateCommand({ setAsActive: false }))
    if (!keyPair?.PrivateKey) throw new Error('IoT Core answered no private key')
    return { ...issued(certificate), privateKeyPem: keyPair.PrivateKey }
  }

  async #signed(certificateSigningRequest: string): Promise<CreateCertificateFromCsrCommandOutput> {
    try {
      return await this.#iot.send(new CreateCertificateFromCsrCommand({ certificateSigningRequest, setAsActive: false }))
    } catch (cause) {
      if (!(cause instanceof InvalidRequestException)) throw cause
      throw new CertificateRequestRefused(
        'IoT Core does not take this request: it has to be signed by its own key, RSA of 2,048 bits at least or on the curve P-256, P-384 or P-521',
        { cause },
      )
    }
  }

  /** Things are the account's, not the county's: one of the same name that another county made is left alone. */
  async #makeThing(thingName: DeviceId): Promise<void> {
    const { county } = this.#policies
    try {
      await this.#iot.send(new CreateThingCommand({ thingName, attributePayload: { attributes: { county } } }))
    } catch (cause) {
      if (!(cause instanceof ResourceAlreadyExistsException)) throw cause
      throw new Error(`device ${thingName} was not enrolled: this AWS account has a thing of that name that is not county ${county}'s`, {
        cause,
      })
    }
  }

  async #end(device: DeviceId, principals: readonly string[]): Promise<void> {
    for (const principal of principals) {
      // An inactive certificate is refused at once, and IoT Core closes the connection it holds.
      await this.#iot.send(new UpdateCertificateCommand({ certificateId: certificateIdOf(principal), newStatus: 'INACTIVE' }))
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
