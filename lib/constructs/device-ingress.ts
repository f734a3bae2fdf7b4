import { Stack } from 'aws-cdk-lib'
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnPolicy, CfnTopicRule } from 'aws-cdk-lib/aws-iot'
import type { IStream } from 'aws-cdk-lib/aws-kinesis'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { brokerPrincipal, presence } from '#domain/observation/presence.ts'
import { ruleName } from '#domain/observation/topic.ts'

export type DeviceDoorProps = { county: string; kinds: readonly string[]; stream: IStream; failures: IBucket }

/**
 * Where devices come in: a rule for each kind of message that puts any bytes, with identity and server time, into the stream,
 * and the one policy that binds a device to its own topics.
 */
export class DeviceIngress extends Construct {
  readonly policy: CfnPolicy

  constructor(scope: Construct, id: string, props: DeviceDoorProps) {
    super(scope, id)
    const role = new Role(this, 'RuleRole', { assumedBy: new ServicePrincipal('iot.amazonaws.com') })
    role.addToPolicy(new PolicyStatement({ actions: ['kinesis:PutRecord'], resources: [props.stream.streamArn] }))
    role.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [props.failures.arnForObjects('rule-errors/*')] }))
    for (const kind of props.kinds) this.#rule(kind, props, role)
    this.#presenceRule(props, role)
    this.policy = new CfnPolicy(this, 'DevicePolicy', { policyDocument: this.#devicePolicy(props) })
  }

  #rule(kind: string, props: DeviceDoorProps, role: Role): void {
    const sql = [
      "SELECT encode(*, 'base64') AS data, topic(3) AS kind, topic(4) AS device,",
      'clientid() AS clientId, principal() AS principal, timestamp() AS receivedAtMs',
      `FROM 'cs/${props.county}/${kind}/+/up'`,
    ].join(' ')
    this.#intoStream(kind, `messages of kind ${kind} into the stream, whatever their bytes`, sql, '${topic(4)}', props, role)
  }

  /**
   * The broker's own word of connections that come and go. Nobody can publish on a topic that begins with `$aws/events/`, and the
   * device policy names no other way to this rule.
   */
  #presenceRule(props: DeviceDoorProps, role: Role): void {
    const sql = [
      `SELECT encode(*, 'base64') AS data, '${presence.name}' AS kind, topic(5) AS device,`,
      `topic(5) AS clientId, '${brokerPrincipal}' AS principal, timestamp() AS receivedAtMs`,
      "FROM '$aws/events/presence/+/+'",
    ].join(' ')
    this.#intoStream(presence.name, "devices' connections into the stream", sql, '${topic(5)}', props, role)
  }

  #intoStream(name: string, description: string, sql: string, partitionKey: string, props: DeviceDoorProps, role: Role): void {
    const { county, stream, failures } = props
    new CfnTopicRule(this, `Rule-${name}`, {
      ruleName: ruleName(county, name),
      topicRulePayload: {
        description,
        awsIotSqlVersion: '2016-03-23',
        sql,
        actions: [{ kinesis: { roleArn: role.roleArn, streamName: stream.streamName, partitionKey } }],
        errorAction: {
          s3: { roleArn: role.roleArn, bucketName: failures.bucketName, key: `rule-errors/${name}/\${timestamp()}-\${newuuid()}` },
        },
      },
    })
  }

  /** A device connects as the thing its certificate is attached to, speaks on its own topics and hears its own orders. */
  #devicePolicy({ county, kinds }: DeviceDoorProps): PolicyDocument {
    const arn = (resource: string) => Stack.of(this).formatArn({ service: 'iot', resource, resourceName: '' }).replace(/\/$/, '')
    const thing = '${iot:Connection.Thing.ThingName}'
    const allow = (action: string, resources: string[], conditions?: Record<string, unknown>) =>
      new PolicyStatement({ effect: Effect.ALLOW, actions: [action], resources, ...(conditions && { conditions }) })
    const uplinks = kinds.flatMap((kind) => [
      `topic/cs/${county}/${kind}/${thing}/up`,
      `topic/$aws/rules/${ruleName(county, kind)}/cs/${county}/${kind}/${thing}/up`,
    ])
    return new PolicyDocument({
      statements: [
        allow('iot:Connect', [arn(`client/${thing}`)], { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } }),
        allow('iot:Publish', uplinks.map(arn)),
        allow('iot:Subscribe', [arn(`topicfilter/cs/${county}/command/${thing}/down`)]),
        allow('iot:Receive', [arn(`topic/cs/${county}/command/${thing}/down`)]),
      ],
    })
  }
}
