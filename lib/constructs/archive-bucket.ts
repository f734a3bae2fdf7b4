import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
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

  /** What devices said, and which batches there are; not what a rule could not deliver. */
  grantRead(reader: CountyFunction): void {
    reader.allow(['s3:GetObject'], [this.bucket.arnForObjects('messages/*')])
    reader.allow(['s3:ListBucket'], [this.bucket.bucketArn])
  }
}
