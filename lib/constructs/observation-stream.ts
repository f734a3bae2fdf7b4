import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Stream, StreamConsumer, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis'
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { CountyFunction } from '#lib/constructs/county-function.ts'
import type { ConsumerSettings } from '#pipeline/consumer-settings.ts'

export type Feed = ConsumerSettings & { kinds: readonly string[] | 'all' }

/** All messages of the county in one stream, in order per device; each function reads it at its own pace. */
export class ObservationStream extends Construct {
  readonly stream: Stream
  /** Where Lambda reports batches it gave up on. */
  readonly failed: Queue
  readonly #fanOut: boolean

  constructor(scope: Construct, id: string, props: { fanOut: boolean }) {
    super(scope, id)
    this.#fanOut = props.fanOut
    this.stream = new Stream(this, 'Stream', {
      streamMode: StreamMode.ON_DEMAND,
      // Longer than anybody needs to mend a function: the salvage worker reads failed records back from here.
      retentionPeriod: Duration.hours(72),
      encryption: StreamEncryption.MANAGED,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.failed = new Queue(this, 'Failed', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(3),
      visibilityTimeout: Duration.minutes(6),
    })
  }

  /** Feeds a function with the kinds it consumes: halves a failing batch, five retries, six hours, then the queue. */
  feed(name: string, reader: CountyFunction, { kinds, ...reading }: Feed): void {
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
