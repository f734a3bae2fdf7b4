import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateCertificateFromCsrCommand,
  CreateKeysAndCertificateCommand,
  CreateThingCommand,
  type CreateThingCommandInput,
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
import type { DeviceCredentials } from '#domain/ports.ts'
import { clientOf } from '#test/contract/fake-client.ts'

export const policies = { county: 'probe', ofDevices: ['connection', 'uplinks'], ofGateways: 'gateway' }

type Certificate = { id: string; madeAt: Date; isActive: boolean; policies: Set<string>; things: Set<string> }

/** AWS IoT's registry: who connects needs an active certificate with every policy of a device, attached to the thing that its client id names. */
export class FakeIot {
  readonly #things = new Map<string, string>()
  readonly #certificates: Certificate[] = []
  readonly client = clientOf<IoTClient>((command) => this.#answer(command))

  async connects({ clientId, ...credentials }: DeviceCredentials): Promise<boolean> {
    const certificate = this.#certificates.find(({ id }) => credentials.type === 'certificate' && credentials.certificatePem === id)
    return (
      certificate?.isActive === true &&
      policies.ofDevices.every((name) => certificate.policies.has(name)) &&
      certificate.things.has(clientId)
    )
  }

  #answer(command: object): object {
    if (command instanceof CreateThingCommand) this.#make(command.input)
    else if (command instanceof CreateKeysAndCertificateCommand) return this.#issue(command.input.setAsActive ?? false)
    else if (command instanceof CreateCertificateFromCsrCommand) {
      // Of the request it looks at the signature and the key; this one knows a bad one by its name.
      if (command.input.certificateSigningRequest === 'weak') throw new InvalidRequestException({ message: 'weak', $metadata: {} })
      const { keyPair: _none, ...certificate } = this.#issue(command.input.setAsActive ?? false)
      return certificate
    } else if (command instanceof AttachPolicyCommand) this.#of(command.input.target).policies.add(command.input.policyName ?? '')
    else if (command instanceof AttachThingPrincipalCommand)
      this.#of(command.input.principal).things.add(this.#existing(command.input.thingName))
    else if (command instanceof DetachThingPrincipalCommand)
      this.#of(command.input.principal).things.delete(this.#existing(command.input.thingName))
    else if (command instanceof UpdateCertificateCommand)
      this.#of(`cert/${command.input.certificateId}`).isActive = command.input.newStatus === 'ACTIVE'
    else if (command instanceof DescribeCertificateCommand)
      return { certificateDescription: { creationDate: this.#of(`cert/${command.input.certificateId}`).madeAt } }
    else if (command instanceof DescribeEndpointCommand) return { endpointAddress: 'broker.example' }
    else if (command instanceof ListThingPrincipalsCommand) {
      const thing = this.#existing(command.input.thingName)
      return { principals: this.#certificates.filter(({ things }) => things.has(thing)).map(({ id }) => `arn:aws:iot:::cert/${id}`) }
    } else throw new Error(`${command.constructor.name} is not for enrolling`)
    return {}
  }

  /** As CreateThing: the same again is answered, another of the same name is refused. */
  #make({ thingName = '', attributePayload }: CreateThingCommandInput): void {
    const attributes = JSON.stringify(attributePayload?.attributes)
    if ((this.#things.get(thingName) ?? attributes) !== attributes)
      throw new ResourceAlreadyExistsException({ message: `${thingName} exists`, $metadata: {} })
    this.#things.set(thingName, attributes)
  }

  policiesOf({ clientId }: DeviceCredentials): string[] {
    return this.#certificates.filter(({ things, isActive }) => isActive && things.has(clientId)).flatMap((one) => [...one.policies])
  }

  activeCertificates(): number {
    return this.#certificates.filter(({ isActive }) => isActive).length
  }

  #issue(isActive: boolean) {
    const id = `${this.#certificates.length + 1}`
    this.#certificates.push({ id, madeAt: new Date(this.#certificates.length * 1000), isActive, policies: new Set(), things: new Set() })
    return { certificateArn: `arn:aws:iot:::cert/${id}`, certificateId: id, certificatePem: id, keyPair: { PrivateKey: `key of ${id}` } }
  }

  #of(arn = ''): Certificate {
    const certificate = this.#certificates.find(({ id }) => id === arn.split('/').at(-1))
    return certificate ?? this.#unknown(arn)
  }

  #existing(thing = ''): string {
    return this.#things.has(thing) ? thing : this.#unknown(thing)
  }

  #unknown(what: string): never {
    throw new ResourceNotFoundException({ message: `${what} does not exist`, $metadata: {} })
  }
}
