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

/** Where every alarm of the county goes, and what they look like: one topic, one dashboard, one form. */
export class Watch extends Construct {
  readonly topic: Topic
  readonly #alarms: Alarm[] = []
  readonly #metricMath: boolean

  constructor(scope: Construct, id: string, { metricMath }: { metricMath: boolean }) {
    super(scope, id)
    this.#metricMath = metricMath
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
    const expression = Object.entries(signs)
      // Most signs have no value in most minutes; one that is missing must not hide the others.
      .map(([sign, { above }]) => `IF(FILL(${sign}, 0) > ${above}, 1, 0)`)
      .join(' + ')
    const all = Object.entries(signs).map(([sign, { metric }]): [string, IMetric] => [sign, metric])
    const first = Object.values(signs)[0]
    this.#raise(scope, id, said, {
      ...(this.#metricMath || !first
        ? { metric: new MathExpression({ expression, usingMetrics: Object.fromEntries(all), label: id, period }), threshold: 1 }
        : { metric: first.metric, threshold: first.above + 1 }),
      ...{ evaluationPeriods: periods, comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD },
    })
  }

  /** Raises the alarm of that page when nothing was done in a while: not started, or started in vain. */
  alarmOnSilence(scope: Construct, id: AlarmId, { started, failed }: { started: IMetric; failed: IMetric }, within: Duration): void {
    const expression = 'FILL(started, 0) - FILL(failed, 0)'
    const succeeded = new MathExpression({ expression, usingMetrics: { started, failed }, label: id, period: within })
    this.#raise(
      scope,
      id,
      {},
      {
        ...{ metric: this.#metricMath ? succeeded : started, threshold: 1, evaluationPeriods: 1 },
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      },
    )
  }

  #raise(scope: Construct, id: AlarmId, said: Said, props: AlarmProps): void {
    const alarm = new Alarm(scope, said.name === undefined ? id : `${id}-${said.name.replaceAll(/[^A-Za-z0-9]+/g, '-')}`, {
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: describeAlarm(id, said),
      ...props,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    this.#alarms.push(alarm)
  }
}
