import { Stack } from 'aws-cdk-lib'
import { CfnPolicy } from 'aws-cdk-lib/aws-iot'
import { Construct } from 'constructs'
import { presence } from '#domain/observation/presence.ts'
import { commandTopic, ingestTopic, ruleName, uplinkTopic } from '#domain/observation/topic.ts'
import { dealIntoSlots, policyLimits } from '#lib/policy-slots.ts'

type Statement = { Effect: 'Allow' | 'Deny'; Action: string; Resource: string | string[]; Condition?: object }

/** What is known of a device only when it connects: the thing its certificate is attached to, whose name is its client id. */
const thing = '${iot:Connection.Thing.ThingName}'

/**
 * What a device may do at the broker. It connects as the thing its certificate is attached to, speaks on its own topics and hears its own
 * orders; no resource of these policies has a wildcard. A gateway carries one policy more: it speaks for the children that the
 * register gives it, which the broker cannot know and the pipeline holds it to (`domain/observation/speaker.ts`).
 */
export class DevicePolicies extends Construct {
  /** Every device's certificate carries all of these. */
  readonly ofDevices: CfnPolicy[]
  readonly ofGateways: CfnPolicy

  constructor(scope: Construct, id: string, { county, kinds }: { county: string; kinds: readonly string[] }) {
    super(scope, id)
    const connection = this.#policy('Connection', [
      {
        ...this.#allow('Connect', [`client/${thing}`]),
        Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
      },
      this.#allow('Subscribe', [`topicfilter/${commandTopic(county, thing)}`]),
      this.#allow('Receive', [`topic/${commandTopic(county, thing)}`]),
    ])
    const uplinks = uplinksOf(county, kinds).map((topics, index) => this.#policy(`Uplinks${index + 1}`, [this.#allow('Publish', topics)]))
    this.ofDevices = [connection, ...uplinks]
    this.ofGateways = this.#policy('Gateway', [
      // `*` spans slashes: each rule's WHERE says again what its topics look like, since Basic Ingest ignores FROM.
      this.#allow('Publish', [`topic/$aws/rules/${ruleName(county, '*')}/${uplinkTopic(county, '*', '*').replace('*/*', '*')}`]),
      // Only the broker tells of connections.
      { ...this.#allow('Publish', [`topic/$aws/rules/${ruleName(county, presence.name)}/*`]), Effect: 'Deny' },
    ])
  }

  #policy(id: string, statements: Statement[]): CfnPolicy {
    return new CfnPolicy(this, id, { policyDocument: { Version: '2012-10-17', Statement: statements } })
  }

  #allow(action: string, resources: string[]): Statement {
    const { partition, region, account } = Stack.of(this)
    return {
      Effect: 'Allow',
      Action: `iot:${action}`,
      Resource: resources.map((resource) => `arn:${partition}:iot:${region}:${account}:${resource}`),
    }
  }
}

/** Basic Ingest for every kind; the plain topics, which cost a messaging charge, too where there is room for both. */
function uplinksOf(county: string, kinds: readonly string[]): string[][] {
  const basicIngest = kinds.map((kind) => `topic/${ingestTopic(county, kind, thing)}`)
  const plain = kinds.map((kind) => `topic/${uplinkTopic(county, kind, thing)}`)
  const slots = dealIntoSlots([...basicIngest, ...plain]) ?? dealIntoSlots(basicIngest)
  if (slots) return slots.filter((topics) => topics.length > 0)
  throw new Error(
    `county "${county}": the topics of ${kinds.length} kinds do not fit into ${policyLimits.slots} device policies of ${policyLimits.characters} characters; choose a shorter id for the county or switch scenarios off`,
  )
}
