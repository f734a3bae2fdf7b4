import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { CountyFunction } from '#lib/constructs/county-function.ts'

/** Deadlines: a sweep every minute over the rows that are the truth, and a queue for what is due sooner. */
export class Scheduler extends Construct {
  readonly timers: Queue
  readonly #lost: Queue

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.#lost = new Queue(this, 'LostTimers', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(3),
    })
    this.timers = new Queue(this, 'Timers', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Longer than the function may run, or a message would come again while it is worked on.
      visibilityTimeout: Duration.minutes(3),
      // A timer that cannot be dealt with is no loss: the sweep finds its row.
      deadLetterQueue: { queue: this.#lost, maxReceiveCount: 5 },
    })
  }

  ring(timer: CountyFunction): void {
    timer.fn.addEventSource(new SqsEventSource(this.timers, { batchSize: 10, reportBatchItemFailures: true }))
  }

  grantStart(starter: CountyFunction): void {
    starter.allow(['sqs:SendMessage'], [this.timers.queueArn])
  }

  everyMinute(id: string, { fn }: CountyFunction): void {
    new Schedule(this, `${id}EveryMinute`, {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(fn, { retryAttempts: 2, maxEventAge: Duration.minutes(5) }),
    })
  }

  /** The sweep itself is watched: silence of the watcher is the one thing that must never be normal. */
  sweepWith(sweeper: CountyFunction, alarms: ITopic): void {
    this.everyMinute('Sweep', sweeper)
    const alarm = new Alarm(this, 'SweepStopped', {
      metric: sweeper.fn.metricInvocations({ period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription: 'no deadline is looked at: silent devices, sunken swimmers and unheard alarms go unnoticed',
    })
    alarm.addAlarmAction(new SnsAction(alarms))
  }
}
