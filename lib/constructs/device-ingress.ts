import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyStatement, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnTopicRule } from 'aws-cdk-lib/aws-iot'
import type { IStream } from 'aws-cdk-lib/aws-kinesis'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { brokerPrincipal, presence } from '#domain/observation/presence.ts'
import { ruleName, uplinkTopic } from '#domain/observation/topic.ts'
import { DevicePolicies } from '#lib/constructs/device-policies.ts'
import { InlineRole } from '#lib/constructs/inline-role.ts'
import { period, type Sign, type Watch } from '#lib/watch/watch.ts'
import { ruleErrorsPrefix } from '#pipeline/undelivered.ts'

export type DeviceDoorProps = { county: string; kinds: readonly string[]; stream: IStream; failures: IBucket; watch: Watch }

/**
 * Where devices come in: a rule for each kind of message that puts any bytes, with identity and server time, into the stream,
 * and the policies that bind a device to its own topics.
 */
export class DeviceIngress extends Construct {
  readonly policies: DevicePolicies

  constructor(scope: Construct, id: string, props: DeviceDoorProps) {
    super(scope, id)
    const role = new InlineRole(this, 'RuleRole', { assumedBy: new ServicePrincipal('iot.amazonaws.com') })
    role.addToPolicy(new PolicyStatement({ actions: ['kinesis:PutRecord'], resources: [props.stream.streamArn] }))
    role.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [props.failures.arnForObjects(`${ruleErrorsPrefix}*`)] }))
    for (const kind of props.kinds) this.#rule(kind, props, role)
    this.#presenceRule(props, role)
    this.policies = new DevicePolicies(this, 'Policies', props)
    this.#watchRules(props)
  }

  /** One alarm for as many rules as an alarm takes metrics; its name says for which kinds. */
  #watchRules({ county, kinds, watch }: DeviceDoorProps): void {
    const names = [presence.name, ...kinds]
    for (let from = 0; from < names.length; from += metricsOfAlarm) {
      const watched = names.slice(from, from + metricsOfAlarm)
      const signs = watched.map((name): [string, Sign] => [
        `failed${name.replaceAll('-', '_')}`,
        { metric: failuresOf(ruleName(county, name)), above: 0 },
      ])
      watch.alarm(this, 'devices-shut-out', { name: watched.join(', '), signs: Object.fromEntries(signs) })
    }
  }

  /** FROM counts for the plain topic only: Basic Ingest ignores it, so WHERE says the same again, level by level. */
  #rule(kind: string, props: DeviceDoorProps, role: Role): void {
    const sql = [
      `SELECT encode(*, 'base64') AS data, '${kind}' AS kind, topic(4) AS device,`,
      'clientid() AS clientId, principal() AS principal, timestamp() AS receivedAtMs',
      `FROM '${uplinkTopic(props.county, kind, '+')}'`,
      `WHERE topic(1) = 'cs' AND topic(2) = '${props.county}' AND topic(3) = '${kind}' AND topic(5) = 'up'`,
    ].join(' ')
    const description = `messages of kind ${kind} into the stream, whatever their bytes`
    this.#intoStream(kind, { description, sql, partitionKey: '${topic(4)}', saidBy: '/${principal()}' }, props, role)
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
    const description = "devices' connections into the stream"
    this.#intoStream(presence.name, { description, sql, partitionKey: '${topic(5)}', saidBy: '' }, props, role)
  }

  /** What an error action writes knows neither time nor principal; the key keeps both, for `pipeline/undelivered.ts`. */
  #intoStream(name: string, rule: RuleText, { county, stream, failures }: DeviceDoorProps, role: Role): void {
    const { description, sql, partitionKey, saidBy } = rule
    const key = `${ruleErrorsPrefix}${name}/\${timestamp()}-\${newuuid()}${saidBy}`
    new CfnTopicRule(this, `Rule-${name}`, {
      ruleName: ruleName(county, name),
      topicRulePayload: {
        description,
        awsIotSqlVersion: '2016-03-23',
        sql,
        actions: [{ kinesis: { roleArn: role.roleArn, streamName: stream.streamName, partitionKey } }],
        errorAction: {
          s3: { roleArn: role.roleArn, bucketName: failures.bucketName, key },
        },
      },
    })
  }
}

/** `saidBy`: behind which mark the key of what failed names the principal; empty when the broker itself speaks. */
type RuleText = { description: string; sql: string; partitionKey: string; saidBy: string }

/** CloudWatch takes ten metrics in the expression of one alarm. */
const metricsOfAlarm = 10

/** What a rule could not put into the stream (AWS IoT Core metrics, "Rule action metrics"). */
function failuresOf(rule: string): Metric {
  const dimensionsMap = { RuleName: rule, ActionType: 'Kinesis' }
  return new Metric({ namespace: 'AWS/IoT', metricName: 'Failure', dimensionsMap, period, statistic: 'Sum' })
}
