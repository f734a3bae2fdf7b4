import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import {
  Alarm,
  type AlarmProps,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { Text } from '#domain/text.ts'
import { type AlarmId, describeAlarm } from '#lib/watch/alarm-book.ts'

/** One sign of trouble: a metric, and above which value it is one. */
export type Sign = { metric: IMetric; above: number }

type Said = {
  /** Tells alarms of the same page in one construct apart, and says what each concerns. */
  name?: string
  /** Who is harmed, where the page leaves it to whoever raises the alarm. */
  harmed?: Text
}

export const period = Duration.minutes(1)
const atLeast = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD

/** Where every alarm of the county goes, and what they look like: one topic, one dashboard, one form. */
export class Watch extends Construct {
  readonly topic: Topic
  readonly #alarms: Alarm[] = []

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { enforceSSL: true })
    // A policy of its own replaces the one a topic has by default, and with it CloudWatch's permission.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    )
    new CfnOutput(this, 'TopicArn', { value: this.topic.topicArn })
    // The widget reads the list when the template is written, after every construct has raised its alarms.
    new Dashboard(this, 'Dashboard').addWidgets(
      new AlarmStatusWidget({ title: '告警 / alarms', alarms: this.#alarms, width: 24, height: 10 }),
    )
  }

  /** Raises the alarm of that page as soon as one of the signs is above its value. The alarm stands beside what is measured. */
  alarm(scope: Construct, id: AlarmId, { signs, periods = 1, ...said }: Said & { signs: Record<string, Sign>; periods?: number }): void {
    const metric = new MathExpression({
      // Most signs have no value in most minutes; one that is missing must not hide the others.
      expression: Object.entries(signs)
        .map(([name, { above }]) => `IF(FILL(${name}, 0) > ${above}, 1, 0)`)
        .join(' + '),
      usingMetrics: Object.fromEntries(Object.entries(signs).map(([name, sign]) => [name, sign.metric])),
      label: id,
      period,
    })
    this.#raise(scope, id, said, { metric, threshold: 1, evaluationPeriods: periods, comparisonOperator: atLeast })
  }

  /** Raises the alarm of that page when what ought to be counted is not, above all when nothing is. */
  alarmOnSilence(scope: Construct, id: AlarmId, metric: IMetric, said: Said = {}): void {
    this.#raise(scope, id, said, {
      ...{ metric, threshold: 1, evaluationPeriods: 1, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD },
      treatMissingData: TreatMissingData.BREACHING,
    })
  }

  #raise(scope: Construct, id: AlarmId, said: Said, props: AlarmProps): void {
    const alarm = new Alarm(scope, `${said.name ?? ''}${id}`, {
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: describeAlarm(id, said),
      ...props,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    this.#alarms.push(alarm)
  }
}
