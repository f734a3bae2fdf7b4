import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Stream, StreamConsumer, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis'
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { metricNamespace, metricService } from '#domain/metrics.ts'
import type { Text } from '#domain/text.ts'
import type { CountyFunction } from '#lib/constructs/county-function.ts'
import type { AlarmId } from '#lib/watch/alarm-book.ts'
import { period, type Watch } from '#lib/watch/watch.ts'
import type { ConsumerSettings } from '#pipeline/consumer-settings.ts'

/** `alarm`: which page of the book says that it is behind, and who is harmed then. */
export type Feed = ConsumerSettings & { kinds: readonly string[] | 'all'; alarm: { id: AlarmId; harmed?: Text } }

/** How old a record may be when it is read: the promise is a second, the alarm what no short hiccup reaches. */
const behindAfterMs = 60_000

/** All messages of the county in one stream, in order per device; each function reads it at its own pace. */
export class ObservationStream extends Construct {
  readonly stream: Stream
  /** Where Lambda reports batches it gave up on. */
  readonly failed: Queue
  /** What the salvage worker could not deal with either: a person looks, mends, and sends it back. */
  readonly #unsalvaged: Queue
  readonly #fanOut: boolean
  readonly #watch: Watch

  constructor(scope: Construct, id: string, props: { fanOut: boolean; watch: Watch }) {
    super(scope, id)
    this.#fanOut = props.fanOut
    this.#watch = props.watch
    this.stream = new Stream(this, 'Stream', {
      streamMode: StreamMode.ON_DEMAND,
      // Longer than anybody needs to mend a function: the salvage worker reads failed records back from here.
      retentionPeriod: Duration.hours(72),
      encryption: StreamEncryption.MANAGED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    const kept = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) }
    this.#unsalvaged = new Queue(this, 'Unsalvaged', kept)
    this.failed = new Queue(this, 'Failed', {
      ...kept,
      visibilityTimeout: Duration.minutes(6),
      // Two hours of trying, twenty times six minutes: a stream that throttles has grown by then.
      deadLetterQueue: { queue: this.#unsalvaged, maxReceiveCount: 20 },
    })
    const refused = this.stream.metricWriteProvisionedThroughputExceeded({ period, statistic: 'Sum' })
    this.#watch.alarm(this, 'stream-full', { signs: { refused: { metric: refused, above: 0 } }, periods: 3 })
  }

  /** Who files what nobody could process; the queue is where it waits. */
  salvageWith(salvager: CountyFunction): void {
    this.grantRead(salvager)
    this.grantAppend(salvager)
    salvager.fn.addEventSource(new SqsEventSource(this.failed, { batchSize: 5, reportBatchItemFailures: true }))
    const oldest = this.failed.metricApproximateAgeOfOldestMessage({ period })
    const depth = this.failed.metricApproximateNumberOfMessagesVisible({ period })
    this.#watch.alarm(this, 'salvage-waits', {
      signs: { oldest: { metric: oldest, above: 900 }, depth: { metric: depth, above: 100 }, ...salvager.signs() },
    })
    const lost = this.#unsalvaged.metricApproximateNumberOfMessagesVisible({ period })
    this.#watch.alarm(this, 'salvage-given-up', { signs: { lost: { metric: lost, above: 0 } } })
  }

  /** Feeds a function with the kinds it consumes: halves a failing batch, five retries, six hours, then the queue. */
  feed(name: string, reader: CountyFunction, { kinds, alarm, ...reading }: Feed): void {
    const source = this.#fanOut ? this.#consumer(name, reader) : this.#plainReader(reader)
    this.failed.grantSendMessages(reader.fn)
    new CfnEventSourceMapping(this, `${name}Mapping`, {
      functionName: reader.fn.functionName,
      eventSourceArn: source,
      startingPosition: 'TRIM_HORIZON',
      batchSize: reading.batchSize,
      maximumBatchingWindowInSeconds: reading.windowSeconds,
      parallelizationFactor: 1,
      bisectBatchOnFunctionError: true,
      functionResponseTypes: ['ReportBatchItemFailures'],
      maximumRetryAttempts: reading.retryAttempts,
      maximumRecordAgeInSeconds: reading.maxRecordAgeSeconds,
      destinationConfig: { onFailure: { destination: this.failed.queueArn } },
      ...(kinds !== 'all' && { filterCriteria: { filters: [{ pattern: JSON.stringify({ data: { kind: kinds } }) }] } }),
    }).node.addDependency(reader.fn)
    const age = reader.fn.metric('IteratorAge', { period, statistic: 'Maximum' })
    const failed = new Metric({
      ...{ namespace: metricNamespace, metricName: 'RecordsFailed', period, statistic: 'Sum' },
      dimensionsMap: { service: metricService, scenario: name },
    })
    this.#watch.alarm(this, alarm.id, {
      name,
      ...(alarm.harmed && { harmed: alarm.harmed }),
      signs: {
        age: { metric: age, above: behindAfterMs + reading.windowSeconds * 1_000 },
        failed: { metric: failed, above: 0 },
        ...reader.signs(),
      },
    })
  }

  #consumer(name: string, reader: CountyFunction): string {
    const consumer = new StreamConsumer(this, `${name}Consumer`, { stream: this.stream, streamConsumerName: name })
    reader.allow(['kinesis:SubscribeToShard'], [consumer.streamConsumerArn])
    reader.allow(['kinesis:DescribeStreamSummary', 'kinesis:ListShards', 'kinesis:DescribeStream'], [this.stream.streamArn])
    reader.allow(['kinesis:DescribeStreamConsumer'], [consumer.streamConsumerArn])
    return consumer.streamConsumerArn
  }

  #plainReader(reader: CountyFunction): string {
    this.grantRead(reader)
    return this.stream.streamArn
  }

  grantRead(reader: CountyFunction): void {
    reader.fn.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'kinesis:DescribeStreamSummary',
          'kinesis:DescribeStream',
          'kinesis:ListShards',
          'kinesis:GetShardIterator',
          'kinesis:GetRecords',
        ],
        resources: [this.stream.streamArn],
      }),
    )
  }

  grantAppend(writer: CountyFunction): void {
    writer.allow(['kinesis:PutRecords'], [this.stream.streamArn])
  }
}
