import { Duration } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { CountyFunction } from '#lib/constructs/county-function.ts'
import { InlineRole } from '#lib/constructs/inline-role.ts'
import { period, type Watch } from '#lib/watch/watch.ts'

/** Deadlines: a sweep every minute over the rows that are the truth, and a queue for what is due sooner. */
export class Scheduler extends Construct {
  readonly timers: Queue
  readonly #watch: Watch
  readonly #caller: InlineRole

  constructor(scope: Construct, id: string, { watch }: { watch: Watch }) {
    super(scope, id)
    this.#watch = watch
    this.#caller = new InlineRole(this, 'Caller', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') })
    this.timers = new Queue(this, 'Timers', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Longer than the function may run, or a message would come again while it is worked on.
      visibilityTimeout: Duration.minutes(3),
      // A timer that cannot be dealt with is no loss, and kept nowhere: the sweep finds its row. The longest delay is a quarter of an hour.
      retentionPeriod: Duration.hours(1),
    })
  }

  ring(timer: CountyFunction): void {
    timer.fn.addEventSource(new SqsEventSource(this.timers, { batchSize: 10, reportBatchItemFailures: true }))
    const oldest = this.timers.metricApproximateAgeOfOldestMessage({ period })
    this.#watch.alarm(this, 'timers-late', {
      signs: { oldest: { metric: oldest, above: 120 }, ...timer.signs() },
    })
  }

  grantStart(starter: CountyFunction): void {
    starter.allow(['sqs:SendMessage'], [this.timers.queueArn])
  }

  everyMinute(id: string, { fn }: CountyFunction): void {
    new Schedule(this, `${id}EveryMinute`, {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(fn, { role: this.#caller, retryAttempts: 2, maxEventAge: Duration.minutes(5) }),
    })
  }

  /** The sweep itself is watched: silence of the watcher is the one thing that must never be normal. */
  sweepWith(sweeper: CountyFunction): void {
    this.everyMinute('Sweep', sweeper)
    const within = { period: fiveMinutes }
    const counts = { started: sweeper.fn.metricInvocations(within), failed: sweeper.fn.metricErrors(within) }
    this.#watch.alarmOnSilence(this, 'sweep-stopped', counts, fiveMinutes)
  }
}

const fiveMinutes = Duration.minutes(5)
