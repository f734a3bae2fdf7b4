import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { CountyFunction } from '#lib/constructs/county-function.ts'

/** What came in, for as long as the county keeps it; also what a rule could not deliver. */
export class ArchiveBucket extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string, props: { keptDays: number }) {
    super(scope, id)
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [
        {
          expiration: Duration.days(props.keptDays),
          noncurrentVersionExpiration: Duration.days(7),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    })
  }

  /**
   * S3 tells the queue of each new object below the prefix, and the reader may fetch and remove it. By the resource's own property:
   * the library's verb for it would add a function that sets it. The bucket's name is not in the condition, or bucket and policy
   * would wait for each other.
   */
  report(prefix: string, queue: Queue, reader: CountyFunction): void {
    const { account } = Stack.of(this)
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    )
    const filter = { s3Key: { rules: [{ name: 'prefix', value: prefix }] } }
    const bucket = this.bucket.node.defaultChild
    if (!(bucket instanceof CfnBucket))
      throw new Error(`${this.node.path}: the bucket is not made of a CfnBucket; nothing would be reported`)
    bucket.notificationConfiguration = { queueConfigurations: [{ event: 's3:ObjectCreated:*', filter, queue: queue.queueArn }] }
    // S3 tries the way before it accepts the configuration.
    bucket.node.addDependency(queue.node.findChild('Policy'))
    reader.allow(['s3:GetObject', 's3:DeleteObject'], [this.bucket.arnForObjects(`${prefix}*`)])
    // Without it S3 answers "denied" instead of "not there" for what was dealt with before.
    reader.allow(['s3:ListBucket'], [this.bucket.bucketArn])
  }

  /** What devices said, and which batches there are; not what a rule could not deliver. */
  grantRead(reader: CountyFunction): void {
    reader.allow(['s3:GetObject'], [this.bucket.arnForObjects('messages/*')])
    reader.allow(['s3:ListBucket'], [this.bucket.bucketArn])
  }
}
