import { S3Client } from '@aws-sdk/client-s3'
import { S3Archive } from '#adapters/aws/archive.ts'
import { archiveHandler } from '#lambdas/middleware/stream-handlers.ts'
import { bundledCounty } from '#lambdas/services/county.ts'
import { required } from '#lambdas/services/environment.ts'
import { ledgerServices } from '#lambdas/services/ledger.ts'

export const handler = archiveHandler({
  ...ledgerServices(),
  ...bundledCounty([]),
  archive: new S3Archive(new S3Client({}), required('ARCHIVE_BUCKET')),
})
